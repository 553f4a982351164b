# The configuration: shown, changed line by line, and told where it is wrong.
sample

$ XDG_CONFIG_HOME=$PWD/c lockstep config show
> NAME       VALUE    FROM           IS
> file       team.db  LOCKSTEP_FILE  the team file, where neither -f, LOCKSTEP_FILE nor a .lockstep f…
> user       ines     LOCKSTEP_USER  who I am, where LOCKSTEP_USER does not say it
> folder              default        where the end of a sync writes agenda and recap; the working fol…
> theme      auto     default        colours; auto looks at the terminal
> lines      auto     default        rules, bars and marks; ascii for fonts that lack them
> preset     vim      default        keys; plain takes h j k l g from moving, and redoes with Ctrl-y
> keymap              default        a file of lines as they stand in [keys], read first
> mouse      on       default        wheel and clicks; off leaves selecting to the terminal
> bell       on       default        rings when somebody starts a sync, and when a line of it is over…
> clipboard  on       default        copying through the terminal (OSC 52)
$ XDG_CONFIG_HOME=$PWD/c lockstep config check
! there is no $PWD/c/lockstep/config: the defaults hold
# A value that cannot be, a name that is not there.
$ XDG_CONFIG_HOME=$PWD/c lockstep config set theme purple
! lockstep: theme cannot be "purple"
!           one of: auto dark light mono contrast
= 6
$ XDG_CONFIG_HOME=$PWD/c lockstep config set thme light
! lockstep: there is no setting "thme"
!           one of: file user folder theme lines preset keymap mouse bell clipboard keys.COMMAND
= 3
$ XDG_CONFIG_HOME=$PWD/c lockstep config set keys.itm home:a
! lockstep: there is no command "itm" to give keys to
= 3
$ XDG_CONFIG_HOME=$PWD/c lockstep config set
! lockstep: which setting?
!           usage: lockstep config set NAME [VALUE]
= 2
$ test -e c
= 1
# One line changes, all else stays as it was written.
$ mkdir -p c/lockstep && printf '# mine\nfile = ~/team.db\n\n[keys]\n# assign on Alt-a too\nitem assign = home:a home:Alt-a\n' > c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config set theme light
! theme = light, in $PWD/c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config set folder '~/sync'
! folder = ~/sync, in $PWD/c/lockstep/config
$ cat c/lockstep/config
> # mine
> file = ~/team.db
> theme = light
> folder = ~/sync
>
> [keys]
> # assign on Alt-a too
> item assign = home:a home:Alt-a
$ XDG_CONFIG_HOME=$PWD/c lockstep config set 'keys.mark all' 'home:* home:Ctrl-a'
! keys.mark all = home:* home:Ctrl-a, in $PWD/c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config set theme mono
! theme = mono, in $PWD/c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config set folder
! folder is the default again, in $PWD/c/lockstep/config
$ cat c/lockstep/config
> # mine
> file = ~/team.db
> theme = mono
>
> [keys]
> # assign on Alt-a too
> item assign = home:a home:Alt-a
> mark all = home:* home:Ctrl-a
$ XDG_CONFIG_HOME=$PWD/c lockstep config show --csv
> name,value,from,help
> file,team.db,LOCKSTEP_FILE,"the team file, where neither -f, LOCKSTEP_FILE nor a .lockstep file names one"
> user,ines,LOCKSTEP_USER,"who I am, where LOCKSTEP_USER does not say it"
> folder,,default,where the end of a sync writes agenda and recap; the working folder where empty
> theme,mono,$PWD/c/lockstep/config:3,colours; auto looks at the terminal
> lines,auto,default,"rules, bars and marks; ascii for fonts that lack them"
> preset,vim,default,"keys; plain takes h j k l g from moving, and redoes with Ctrl-y"
> keymap,,default,"a file of lines as they stand in [keys], read first"
> mouse,on,default,wheel and clicks; off leaves selecting to the terminal
> bell,on,default,"rings when somebody starts a sync, and when a line of it is over its time"
> clipboard,on,default,copying through the terminal (OSC 52)
> keys.item_assign,home:a home:Alt-a,$PWD/c/lockstep/config:7,give items an owner
> keys.mark_all,home:* home:Ctrl-a,$PWD/c/lockstep/config:8,mark all shown
$ XDG_CONFIG_HOME=$PWD/c lockstep keys --csv | grep -E 'home,(a|Alt-a|\*|Ctrl-a) '
> home,a Alt-a,give items an owner,item assign
> home,* Ctrl-a,mark all shown,
# A clash is refused and the file stays.
$ XDG_CONFIG_HOME=$PWD/c lockstep config set 'keys.item due' home:p
! lockstep: $PWD/c/lockstep/config:9: home:p is also the key of "item_priority": give that one another
= 6
$ XDG_CONFIG_HOME=$PWD/c lockstep config set 'keys.item due' any:gg
! lockstep: $PWD/c/lockstep/config:9: any:gg is also the key of "top": give that one another
= 6
$ XDG_CONFIG_HOME=$PWD/c lockstep config set 'keys.item due' hom:p 2>&1 | grep -o 'there is no mode "hom"'
> there is no mode "hom"
$ XDG_CONFIG_HOME=$PWD/c lockstep config set 'keys.item due' home:Foo
! lockstep: $PWD/c/lockstep/config:9: "Foo" is no key: a character, or one of Enter Esc Space Tab Shift-Tab Up Down Left Right PgUp PgDn Home End F1, with Ctrl- or Alt- before it, or two behind each other: gs
= 6
$ XDG_CONFIG_HOME=$PWD/c lockstep config set 'keys.item due' p
! lockstep: $PWD/c/lockstep/config:9: "p" is no key in a mode: write MODE:KEY, for example home:a or any:Ctrl-k or any:gs
= 6
$ grep -c due c/lockstep/config
> 0
= 1
$ XDG_CONFIG_HOME=$PWD/c lockstep config check
! $PWD/c/lockstep/config is well
# Everything that is wrong, with its line.
$ printf 'thme = x\nlines = neon\nfoo\ntheme = dark\ntheme = light\nkeymap = nowhere\n[colours]\nred = 1\n[keys]\nitem asign = home:e\nitem assign = home:e\nitem assign = home:a\n' > c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config check
> $PWD/c/lockstep/config:1: there is no setting "thme", did you mean theme
> $PWD/c/lockstep/config:2: lines cannot be "neon": one of: auto ascii
> $PWD/c/lockstep/config:3: this is neither "name = value" nor "[section]"
> $PWD/c/lockstep/config:5: theme stands there twice, first in line 4
> $PWD/c/lockstep/config:6: cannot read nowhere: No such file or directory
> $PWD/c/lockstep/config:8: there is no section [colours]: settings stand before the first one, keys under [keys]
> $PWD/c/lockstep/config:10: there is no command "item asign", did you mean item_assign
> $PWD/c/lockstep/config:11: home:e is also the key of "item_set": give that one another
> $PWD/c/lockstep/config:12: the keys of item assign stand there twice
= 1
# A command says the first of it and runs on; the screen does not start.
$ XDG_CONFIG_HOME=$PWD/c lockstep -f team.db owner list --plain | head -1
> dana	Dana Okafor	pmm	7	3		1	
! $PWD/c/lockstep/config:1: there is no setting "thme", did you mean theme
$ XDG_CONFIG_HOME=$PWD/c lockstep -q -f team.db owner list --plain | head -1
> dana	Dana Okafor	pmm	7	3		1	
$ LOCKSTEP_SCRIPT=/dev/null XDG_CONFIG_HOME=$PWD/c lockstep team.db
! lockstep: $PWD/c/lockstep/config:1: there is no setting "thme", did you mean theme
!           put it right, or see all of it with lockstep config check
= 6
# A key of the preset is taken, too.
$ printf 'preset = plain\n[keys]\nitem due = any:Down\n' > c/lockstep/config && XDG_CONFIG_HOME=$PWD/c lockstep config check
> $PWD/c/lockstep/config:3: any:↓ is also the key of "down" (preset plain)
= 1
# A preset, and a keymap that the file's own keys come after.
$ printf 'preset = plain\nkeymap = map\n[keys]\nitem due = home:D\n' > c/lockstep/config && printf '# a map\nitem due = home:Alt-d\nup = any:Up any:Ctrl-p\n' > map
$ XDG_CONFIG_HOME=$PWD/c lockstep config check
! $PWD/c/lockstep/config is well
$ XDG_CONFIG_HOME=$PWD/c lockstep config show --csv | grep keys
> preset,plain,$PWD/c/lockstep/config:1,"keys; plain takes h j k l g from moving, and redoes with Ctrl-y"
> keymap,map,$PWD/c/lockstep/config:2,"a file of lines as they stand in [keys], read first"
> keys.up,any:Up any:Ctrl-p,map:3,up
> keys.down,any:Down any:C-n,preset plain,down
> keys.top,any:Home,preset plain,to the top
> keys.bottom,any:End,preset plain,to the end
> keys.next_pane,list:Tab list:Right,preset plain,next pane
> keys.previous_pane,list:S-Tab list:Left,preset plain,pane before
> keys.redo,any:C-r any:C-y,preset plain,redo what I undid last
> keys.item_due,home:D,$PWD/c/lockstep/config:4,set the due date
$ XDG_CONFIG_HOME=$PWD/c lockstep keys --csv | grep -E ',(up|down|redo[^,]*|set the due date),'
> any,Ctrl-r Ctrl-y,redo what I undid last,redo
> any,Up Ctrl-p,up,
> any,Down Ctrl-n,down,
> home,D,set the due date,item due
# The user and the file that it names hold where the environment says nothing.
$ printf 'user = @dana\nfile = team.db\n' > c/lockstep/config
$ env -u LOCKSTEP_USER -u LOCKSTEP_FILE XDG_CONFIG_HOME=$PWD/c lockstep item list owner:me --plain | cut -f 1
> LS-40
> LS-41
> LS-44
> LS-42
> LS-53
> LS-4
> LS-92
> LS-54
> LS-43
> LS-47
> LS-9
$ env -u LOCKSTEP_USER -u LOCKSTEP_FILE XDG_CONFIG_HOME=$PWD/c lockstep item add 'By the configuration' && lockstep -f team.db log | head -1
> LS-93 added  By the configuration
> AT                WHO   WHAT             REF                CHANGE
# A line too long, bytes that are no text, a file of nonsense.
$ { printf 'theme = dark\nfile = '; head -c 20000 /dev/zero | tr '\0' x; printf '\nuser = \377\n'; } > c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config check
> $PWD/c/lockstep/config:2: the line is longer than 16380 bytes
> $PWD/c/lockstep/config:3: user is no UTF-8 text
= 1
$ head -c 3000 /dev/zero > c/lockstep/config
$ XDG_CONFIG_HOME=$PWD/c lockstep config check
> $PWD/c/lockstep/config is no text: there is a NUL byte in it
= 1

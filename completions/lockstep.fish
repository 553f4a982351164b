# fish completion for lockstep: the program itself says what fits.

function __lockstep_offers
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] 2>/dev/null)
        if test $line = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end

complete -c lockstep -f -a '(__lockstep_offers)'

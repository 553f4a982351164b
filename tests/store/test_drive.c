/* What kind of drive, from real lines of /proc/self/mountinfo. */
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "store/drive.h"

/* As found on machines with these mounts; addresses changed. */
static const char mountinfo[] =
    "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n"
    "25 24 0:23 / /dev/shm rw,relatime shared:4 - tmpfs tmpfs rw,size=24682416k\n"
    "301 27 0:51 / /mnt/team rw,relatime shared:160 - nfs4 filehost:/export/team rw,vers=4.2,rsize=262144,wsize=262144,namlen=255,"
    "hard,proto=tcp,timeo=600,retrans=2,sec=sys,clientaddr=192.0.2.7,local_lock=none,addr=192.0.2.5\n"
    "302 27 0:52 / /mnt/old rw,relatime shared:161 - nfs filehost:/export/old rw,vers=3,rsize=131072,namlen=255,soft,nolock,"
    "proto=tcp,timeo=600,retrans=2,sec=sys,mountaddr=192.0.2.5,local_lock=all,addr=192.0.2.5\n"
    "303 27 0:53 / /mnt/flock rw,relatime shared:162 - nfs filehost:/export/f rw,vers=3,hard,local_lock=flock,addr=192.0.2.5\n"
    "304 27 0:54 / /mnt/smb rw,relatime shared:163 - cifs //filehost/team rw,vers=3.1.1,cache=strict,username=ines,uid=1000,"
    "forceuid,file_mode=0755,soft,nounix,serverino,mapposix,rsize=4194304,actimeo=1\n"
    "305 27 0:55 / /mnt/smb\\040two rw,relatime shared:164 - cifs //filehost/team\\0402 rw,vers=3.0,cache=loose,nobrl,soft\n"
    "306 27 0:56 / /mnt/ssh rw,nosuid,nodev,relatime shared:165 - fuse.sshfs ines@filehost:/team rw,user_id=1000,group_id=1000\n"
    "307 27 0:57 / /mnt/gluster rw,relatime shared:166 - fuse.glusterfs filehost:/vol rw,user_id=0,group_id=0,default_permissions\n"
    "308 27 0:58 / /mnt/host rw,relatime - 9p host0 rw,sync,dirsync,access=client,trans=virtio\n"
    "309 27 0:59 / /mnt/new rw,relatime - fuse.somethingfs thing rw,user_id=0\n"
    "310 301 0:60 / /mnt/team/scratch rw,relatime shared:9 master:2 - xfs /dev/vdb rw,attr2\n"
    "313 27 0:63 / /mnt/loose rw - cifs //filehost/l rw,vers=3.1.1,cache=loose,actimeo=0\n"
    "314 27 0:64 / /srv rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w\n"
    "311 27 0:61 / /mnt/twice rw - ext4 /dev/vdc rw\n"
    "312 311 0:62 / /mnt/twice rw - nfs4 filehost:/twice rw,hard,local_lock=none\n";

static void is(const char *path, enum ls_drive_class class, const char *type, const char *wrong)
{
    struct ls_drive drive;
    ls_drive_read(mountinfo, path, &drive);
    assert_string_equal(drive.type, type);
    assert_int_equal(drive.class, class);
    if (!strstr(drive.wrong, wrong) || (*drive.wrong && !*wrong))
        fail_msg("%s: \"%s\" says nothing of \"%s\"", path, drive.wrong, wrong);
    assert_int_equal(*drive.cure != 0, *wrong != 0); /* what is wrong has a way out */
    ls_drive_done(&drive);
}

static void test_classes(void **state)
{
    (void)state;
    is("/home/ines/team.db", LS_DRIVE_LOCAL, "ext4", "");
    is("/dev/shm/team.db", LS_DRIVE_LOCAL, "tmpfs", "");
    is("/mnt/team/pm/team.db", LS_DRIVE_NETWORK, "nfs4", "");
    is("/mnt/teamwork/team.db", LS_DRIVE_LOCAL, "ext4", ""); /* no more than the beginning of its name is a mount */
    is("/mnt/team/scratch/team.db", LS_DRIVE_LOCAL, "xfs", "");
    is("/mnt/twice/team.db", LS_DRIVE_NETWORK, "nfs4", ""); /* the later mount lies on top */
    is("/mnt/old/team.db", LS_DRIVE_UNSHARED, "nfs", "nolock");
    is("/mnt/flock/team.db", LS_DRIVE_NETWORK, "nfs", ""); /* flock(2) is not what SQLite locks with */
    is("/mnt/smb/team.db", LS_DRIVE_NETWORK, "cifs", "");
    is("/mnt/smb two/team.db", LS_DRIVE_UNSHARED, "cifs", "nobrl");
    is("/mnt/loose/team.db", LS_DRIVE_UNSHARED, "cifs", "cache=loose");
    is("/srv/team.db", LS_DRIVE_LOCAL, "overlay", "");
    is("/mnt/ssh/team.db", LS_DRIVE_UNSHARED, "fuse.sshfs", "sshfs");
    is("/mnt/gluster/team.db", LS_DRIVE_UNSHARED, "fuse.glusterfs", "GlusterFS");
    is("/mnt/host/team.db", LS_DRIVE_UNSHARED, "9p", "9p");
    is("/mnt/new/team.db", LS_DRIVE_NETWORK, "fuse.somethingfs", ""); /* unknown is network */
}

static void test_details(void **state)
{
    (void)state;
    struct ls_drive drive;
    ls_drive_read(mountinfo, "/mnt/smb two/team.db", &drive);
    assert_string_equal(drive.mount, "/mnt/smb two");
    assert_string_equal(drive.source, "//filehost/team 2");
    assert_string_equal(drive.options, "rw,relatime,rw,vers=3.0,cache=loose,nobrl,soft");
    assert_non_null(strstr(drive.doubt, "actimeo=0"));
    assert_null(strstr(drive.doubt, "soft")); /* that is how every SMB mount is */
    assert_non_null(strstr(drive.wrong, "nobrl"));
    assert_string_equal(drive.type, "cifs");
    ls_drive_done(&drive);
    ls_drive_read(mountinfo, "/mnt/old/team.db", &drive);
    assert_non_null(strstr(drive.doubt, "mount it hard"));
    ls_drive_done(&drive);
}

static void tells(const char *path, const char *telling, const char *doubt)
{
    struct ls_drive drive;
    LS_AUTO(buf) struct ls_buf b = LS_BUF_INIT;
    ls_drive_read(mountinfo, path, &drive);
    ls_drive_telling(&drive, &b);
    assert_string_equal(b.data ? b.data : "", telling);
    if (!strstr(drive.doubt, doubt) || (*drive.doubt && !*doubt))
        fail_msg("%s: \"%s\" says nothing of \"%s\"", path, drive.doubt, doubt);
    ls_drive_done(&drive);
}

static void test_options_that_matter(void **state)
{
    (void)state;
    tells("/home/ines/team.db", "", "");
    tells("/mnt/team/team.db", "vers=4.2, hard, local_lock=none", "");
    tells("/mnt/old/team.db", "vers=3, soft, nolock, local_lock=all", "mount it hard");
    tells("/mnt/smb/team.db", "vers=3.1.1, cache=strict, soft, actimeo=1", "actimeo=0");
    tells("/mnt/loose/team.db", "vers=3.1.1, cache=loose, actimeo=0", "");
    tells("/mnt/ssh/team.db", "", "");
}

static void test_damaged_text(void **state)
{
    (void)state;
    /* Cut anywhere, it is read without harm, and what is not known is network. */
    for (size_t len = 0; len < sizeof(mountinfo); len++) {
        struct ls_drive drive;
        LS_AUTO(string) char *cut = ls_strndup(mountinfo, len);
        ls_drive_read(cut, "/mnt/ssh/team.db", &drive);
        assert_non_null(drive.type);
        ls_drive_done(&drive);
    }
    struct ls_drive drive;
    ls_drive_read("", "/mnt/ssh/team.db", &drive);
    assert_int_equal(drive.class, LS_DRIVE_NETWORK);
    ls_drive_done(&drive);
}

/* What sync programs leave in a folder, and whether that is a file or a folder. */
static void test_sync_folder(void **state)
{
    static const struct {
        const char *mark, *program;
        bool folder;
    } marks[] = {
        {".stfolder", "Syncthing", true},  {".dropbox", "Dropbox", false},
        {".dropbox.cache", "Dropbox", true}, {".sync_5f3a91c2.db", "Nextcloud", false},
        {".nextcloudsync.log", "Nextcloud", false}, {".owncloudsync.log", "ownCloud", false},
        {".tmp.drivedownload", "Google Drive", true},
    };
    const struct fixture *f = *state;
    struct ls_drive drive;
    ls_drive_look(f->path, &drive);
    assert_true(*drive.type != 0); /* this machine says what it is on */
    enum ls_drive_class before = drive.class;
    ls_drive_done(&drive);
    for (size_t i = 0; before == LS_DRIVE_LOCAL && i < LS_COUNT(marks); i++) {
        LS_AUTO(string) char *mark = ls_asprintf("%s/%s", f->folder, marks[i].mark);
        LS_AUTO(string) char *says = ls_asprintf("%s copies %s", marks[i].program, f->folder);
        assert_int_equal(marks[i].folder ? mkdir(mark, 0700) : mknod(mark, S_IFREG | 0600, 0), 0);
        ls_drive_look(f->path, &drive);
        if (drive.class != LS_DRIVE_SYNCED || !strstr(drive.wrong, says) || !*drive.cure)
            fail_msg("%s: class %d, \"%s\"", marks[i].mark, drive.class, drive.wrong);
        ls_drive_done(&drive);
        assert_int_equal(remove(mark), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classes), cmocka_unit_test(test_details), cmocka_unit_test(test_options_that_matter), cmocka_unit_test(test_damaged_text),
        cmocka_unit_test_setup_teardown(test_sync_folder, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

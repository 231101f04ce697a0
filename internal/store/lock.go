package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A LockedError says who writes to a directory that was asked for.
type LockedError struct {
	Dir   string
	PID   int       // 0 = not written down yet
	Host  string    // "" = not written down yet
	Since time.Time // zero = not written down yet
}

// Error says it in one sentence, with what to do.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("%s: another process is writing here; stop it first", e.Dir)
	}
	return fmt.Sprintf("%s: process %d on %s is writing here since %s; stop it first", e.Dir, e.PID, e.Host, e.Since.Format(time.RFC3339))
}

// takeLock takes the writer's lock of dir and writes down who holds it. The kernel
// gives the lock back when the process ends, however it ends; the file stays, since
// removing it would let two processes hold two locks of one name.
func takeLock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, holder(dir, f)
		}
		return nil, fmt.Errorf("lock %s: %w", f.Name(), err)
	}
	if err := writeHolder(f); err != nil {
		return nil, errors.Join(fmt.Errorf("lock: %w", err), f.Close())
	}
	return f, nil
}

// writeHolder says in the lock file who holds it.
func writeHolder(f *os.File) error {
	host, err := os.Hostname()
	if err = errors.Join(err, f.Truncate(0)); err != nil {
		return err
	}
	_, err = f.WriteAt(fmt.Appendf(nil, "pid %d\nhost %s\nsince %s\n", os.Getpid(), host, time.Now().UTC().Format(time.RFC3339)), 0)
	return err
}

// holder reads who holds the lock; what cannot be read stays zero.
func holder(dir string, f *os.File) *LockedError {
	e := &LockedError{Dir: dir}
	buf := make([]byte, 1024)
	n, _ := f.ReadAt(buf, 0) // a short file is the usual case
	var said LockedError
	for line := range strings.Lines(string(buf[:n])) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch name {
		case "pid":
			said.PID, _ = strconv.Atoi(value)
		case "host":
			said.Host = value
		case "since":
			said.Since, _ = time.Parse(time.RFC3339, value)
		}
	}
	if said.PID > 0 && said.Host != "" && !said.Since.IsZero() {
		e.PID, e.Host, e.Since = said.PID, said.Host, said.Since
	}
	return e
}

// dropLock gives the lock back.
func dropLock(f *os.File) error {
	return errors.Join(f.Truncate(0), f.Close())
}

// networkFileSystem names the network file system that dir lies on, "" when it is
// local or cannot be told. SQLite's locks are not to be relied on over a network,
// and two writers would then ruin the file.
func networkFileSystem(dir string) string {
	var fs syscall.Statfs_t
	if runtime.GOOS != "linux" || syscall.Statfs(dir, &fs) != nil {
		return ""
	}
	return networkName(uint32(fs.Type))
}

// networkName names the network file systems by the numbers of statfs(2) on Linux.
func networkName(magic uint32) string {
	switch magic {
	case 0x6969:
		return "NFS"
	case 0x517B, 0xFF534D42, 0xFE534D42:
		return "SMB"
	case 0x5346414F, 0x6B414653:
		return "AFS"
	case 0x00C36400:
		return "Ceph"
	case 0x73757245:
		return "Coda"
	}
	return ""
}

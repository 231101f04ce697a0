package store

import "syscall"

// networkFileSystem names the network file system that dir lies on, "" when it is
// local or cannot be told. SQLite's locks are not to be relied on over a network,
// and two writers would then ruin the file.
func networkFileSystem(dir string) string {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return ""
	}
	return networkName(uint32(fs.Type))
}

// networkName names the network file systems by the numbers of statfs(2).
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

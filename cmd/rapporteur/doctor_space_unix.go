//go:build linux || darwin

package main

import "syscall"

// freeBytes returns the room on the disk of a folder for who is not its owner.
func freeBytes(folder string) (free uint64, known bool) {
	var s syscall.Statfs_t
	if syscall.Statfs(folder, &s) != nil {
		return 0, false
	}
	return s.Bavail * uint64(s.Bsize), true
}

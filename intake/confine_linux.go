package intake

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// confine has the system hold what watch only samples: no more memory of its
// own than allowed, no more processor time, and, since no file can be opened
// any more, neither files nor sockets. A limit that cannot be set is left to
// watch and to the parent.
func confine(t task) {
	set := func(resource int, value uint64) {
		_ = syscall.Setrlimit(resource, &syscall.Rlimit{Cur: value, Max: value})
	}
	// The runtime maps its heap in pieces of 64 MB, used or not, so the limit
	// has to leave room for one that is only begun.
	if used := dataSize(); used > 0 {
		set(syscall.RLIMIT_DATA, used+uint64(t.Memory)+128<<20)
	}
	set(syscall.RLIMIT_CPU, uint64((2*t.Timeout+time.Second-1)/time.Second)+1)
	set(syscall.RLIMIT_FSIZE, 0)
	set(syscall.RLIMIT_CORE, 0)
	// Timers make the runtime open what it polls with; one is running by now.
	set(syscall.RLIMIT_NOFILE, 3)
}

// dataSize returns what of the memory of this process counts towards
// RLIMIT_DATA, 0 when that is not known.
func dataSize() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, "VmData:"); found {
			kb, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err != nil {
				return 0
			}
			return kb << 10
		}
	}
	return 0
}

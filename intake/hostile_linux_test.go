package intake_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// watchChildren looks at the children of this process while a test runs, and
// checks at its end that none held more memory than its limit and what the
// program itself takes. (The system's own account of children that have ended
// counts what their parent held when it started them.)
func watchChildren(t *testing.T) {
	t.Helper()
	if underRace {
		return
	}
	stop, done := make(chan struct{}), make(chan int)
	go func() {
		ticker := time.NewTicker(5 * time.Millisecond)
		defer ticker.Stop()
		most := 0
		for {
			select {
			case <-stop:
				done <- most
				return
			case <-ticker.C:
				most = max(most, largestChild())
			}
		}
	}()
	t.Cleanup(func() {
		close(stop)
		// A child that has little of the processor samples late; then the limit
		// of the system stops it, which leaves room for one more piece of heap.
		const limit = 256 + 128 + 48
		most := <-done
		t.Logf("the largest child held %d MB", most)
		if most > limit {
			t.Errorf("a child held %d MB, want at most %d", most, limit)
		}
	})
}

// largestChild returns the most memory that one of the children has held so
// far, in MB.
func largestChild() (most int) {
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", os.Getpid()))
	for _, list := range lists {
		pids, _ := os.ReadFile(list)
		for pid := range strings.FieldsSeq(string(pids)) {
			line, _ := os.ReadFile("/proc/" + pid + "/cmdline")
			if !bytes.Contains(line, []byte("intake-child")) {
				continue // not yet another program than this one
			}
			status, _ := os.ReadFile("/proc/" + pid + "/status")
			_, rest, _ := strings.Cut(string(status), "VmHWM:")
			kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			n, _ := strconv.Atoi(kb)
			most = max(most, n>>10)
		}
	}
	return most
}

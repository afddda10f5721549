package archive

import "context"

// For tests of what has corners: names and lines.
var (
	Stem    = stem
	HashOf  = hashOf
	QuickID = quickID
)

// ParseLine and Line read and write a line of the history.
func ParseLine(line []byte) (Event, bool) { return parseLine(line) }

func Line(e Event) ([]byte, error) { return e.line() }

// Before returns options with a hook ahead of each step that changes the disk,
// where nothing waits for the disk.
func Before(hook func(step, path string) error) Options {
	return Options{before: hook, hurried: true}
}

// Hurried returns options where nothing waits for the disk.
func Hurried() Options { return Options{hurried: true} }

// Signed takes the lock, signed by another process, until release is called.
func Signed(a *Archive, pid int) (release func(), err error) {
	release, err = a.lock(context.Background())
	if err == nil {
		a.sign(pid)
	}
	return release, err
}

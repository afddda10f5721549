package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Op says what happened to an article.
type Op string

const (
	Added    Op = "added"
	Changed  Op = "changed"
	Removed  Op = "removed"
	Restored Op = "restored"
	Purged   Op = "purged"
	Found    Op = "found"  // put there or changed by hand
	Gone     Op = "gone"   // deleted by hand
	Mended   Op = "mended" // see Event.Note; no article is concerned

	// Several is a line of the history that holds events of its own, see
	// Event.Batch; nothing else returns it.
	Several Op = "several"

	// Unchanged is never in the history: the article was there as it is.
	Unchanged Op = "unchanged"
)

// Event is one line of the history: a JSON object with these keys. Keys that
// are not known are ignored, and ops as well.
type Event struct {
	Time time.Time `json:"time,omitzero"`
	Op   Op        `json:"op"`
	ID   string    `json:"id,omitempty"`
	Who  string    `json:"who,omitempty"`
	From string    `json:"from,omitempty"` // address or file the text came from

	// File is where the text is since then (where it was, for Gone) and Hash the SHA-256 of the file's
	// bytes; Moved is where the file was before, and Dropped what else was
	// deleted. Paths are relative to the folder.
	File    string   `json:"file,omitempty"`
	Hash    string   `json:"hash,omitempty"`
	Size    int64    `json:"size,omitempty"`
	Was     string   `json:"was,omitempty"` // Hash of the text before, "" when there was none
	Moved   string   `json:"moved,omitempty"`
	Dropped []string `json:"dropped,omitempty"`

	// Batch are events that were made together, without their time, which is that
	// of the line. Callers get each by itself.
	Batch []Event `json:"batch,omitempty"`

	Base bool   `json:"base,omitempty"` // the text is that of the base corpus
	Note string `json:"note,omitempty"`
}

const (
	// maxLine bounds what is taken for a line of the history.
	maxLine = 64 << 10
	maxWho  = 200
	maxFrom = 2000
)

// isChange reports an event that this program makes happen.
func (e Event) isChange() bool {
	switch e.Op {
	case Added, Changed, Removed, Restored, Purged:
		return true
	}
	return false
}

// isNote reports an event that only tells what has happened.
func (e Event) isNote() bool { return e.Op == Found || e.Op == Gone || e.Op == Mended }

// line returns the event as it stands in the history, without the line's end.
func (e Event) line() ([]byte, error) {
	e.Time = e.Time.UTC().Truncate(time.Millisecond)
	e.Who, e.From = cut(e.Who, maxWho), cut(e.From, maxFrom)
	e.Batch = slices.Clone(e.Batch)
	for i := range e.Batch {
		e.Batch[i].Who, e.Batch[i].From = cut(e.Batch[i].Who, maxWho), cut(e.Batch[i].From, maxFrom)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return nil, err
	}
	line := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if len(line) > maxLine {
		return nil, fmt.Errorf("%w: its path is too long", ErrRefused)
	}
	return line, nil
}

// parseLine reads a line of the history; ok is false when it is damaged.
func parseLine(line []byte) (e Event, ok bool) {
	if len(line) > maxLine || !utf8.Valid(line) || json.Unmarshal(line, &e) != nil {
		return Event{}, false
	}
	if e.Op == "" || e.Time.IsZero() {
		return Event{}, false
	}
	if len(e.Batch) > batchChanges || (e.Op == Several) != (len(e.Batch) > 0) {
		return Event{}, false
	}
	for i, of := range e.Batch {
		if of.Op != Added || part(of.File) != articlesDir || !of.leadsNowhereElse() || len(of.Batch) > 0 {
			return Event{}, false
		}
		e.Batch[i].Time = e.Time
	}
	return e, e.leadsNowhereElse()
}

// leadsNowhereElse reports that the event names files of ours only.
func (e Event) leadsNowhereElse() bool {
	for _, p := range append([]string{e.File, e.Moved}, e.Dropped...) {
		if p != "" && !isOurs(p) {
			return false
		}
	}
	return true
}

// isOurs reports a path that can be a file of the articles or the removed ones.
// What a line of the history says is carried out after a crash, so it must not
// lead elsewhere.
func isOurs(p string) bool {
	part, _, _ := strings.Cut(p, "/")
	return fs.ValidPath(p) && (part == articlesDir || part == removedDir) && p != part &&
		!strings.HasPrefix(path.Base(p), ".")
}

// cut shortens s to at most this many bytes, on a rune's border.
func cut(s string, most int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= most {
		return s
	}
	at := most
	for !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at]
}

// ledger is the history, open for one change. A line is written without its
// end before the change is made, and ended when it is made: a whole line
// without an end is a change that was under way, see Archive.settle.
type ledger struct {
	a    *Archive
	f    *os.File
	size int64 // up to the end of the last ended line
	open int64 // length of the line that is not ended, 0 when there is none
}

// openLedger opens the history for writing. What follows its last ended line is
// in rest.
func (a *Archive) openLedger() (l *ledger, rest []byte, err error) {
	err = mayOpen(a.root, historyFile)
	fresh := errors.Is(err, fs.ErrNotExist)
	if err != nil && !fresh {
		return nil, nil, err
	}
	f, err := a.root.OpenFile(historyFile, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, nil, err
	}
	l = &ledger{a: a, f: f}
	if fresh {
		err = a.sync(".")
	}
	if err == nil {
		rest, err = l.findEnd()
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return l, rest, nil
}

// findEnd sets size and returns what stands behind it, at most a line and a
// byte of that.
func (l *ledger) findEnd() ([]byte, error) {
	info, err := l.f.Stat()
	if err != nil {
		return nil, err
	}
	whole := info.Size()
	if l.size, err = endOfLines(l.f, whole); err != nil {
		return nil, err
	}
	l.open = whole - l.size
	rest := make([]byte, min(l.open, maxLine+1))
	if len(rest) == 0 {
		return nil, nil
	}
	_, err = l.f.ReadAt(rest, l.size)
	return rest, err
}

// begin writes an event without ending its line and waits until it is on the
// disk: from here on the change is made, now or after a crash. When it cannot
// be written, the history is as before.
func (l *ledger) begin(e Event) error {
	line, err := e.line()
	if err != nil {
		return err
	}
	return l.write(line)
}

func (l *ledger) write(line []byte) error {
	err := l.a.opts.before("write", historyFile)
	if err == nil {
		l.open = int64(len(line))
		_, err = l.f.WriteAt(line, l.size)
	}
	if err == nil {
		err = l.a.syncFile(l.f, historyFile)
	}
	if err != nil {
		return errors.Join(err, l.takeBack())
	}
	return nil
}

// end ends the line that was begun. It need not be on the disk at once: after a
// crash the change is seen to be made.
func (l *ledger) end() error {
	if err := l.a.opts.before("write", historyFile); err != nil {
		return err
	}
	if _, err := l.f.WriteAt([]byte("\n"), l.size+l.open); err != nil {
		return err
	}
	l.size += l.open + 1
	l.open = 0
	return nil
}

// takeBack cuts off the line that is not ended.
func (l *ledger) takeBack() error {
	if l.open == 0 {
		return nil
	}
	if err := l.a.opts.before("truncate", historyFile); err != nil {
		return err
	}
	if err := l.f.Truncate(l.size); err != nil {
		return err
	}
	l.open = 0
	return l.a.syncFile(l.f, historyFile)
}

// note adds lines about what has happened already.
func (l *ledger) note(events ...Event) error {
	for len(events) > 0 {
		var lines bytes.Buffer
		for len(events) > 0 && lines.Len() < maxLine {
			line, err := events[0].line()
			if err != nil {
				return err
			}
			if lines.Len() > 0 {
				lines.WriteByte('\n')
			}
			lines.Write(line)
			events = events[1:]
		}
		if err := l.write(lines.Bytes()); err != nil {
			return err
		}
		if err := l.end(); err != nil {
			return err
		}
	}
	return nil
}

func (l *ledger) close() { _ = l.f.Close() } // what has to be on the disk is there

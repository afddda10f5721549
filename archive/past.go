package archive

import (
	"errors"
	"io/fs"
	"slices"
)

// DefaultEvents is how many events History returns by default.
const DefaultEvents = 100

// Past says which events are wanted.
type Past struct {
	ID    string // only of this article; "" is all
	Limit int    // at most so many; 0 means DefaultEvents
}

// History returns the last events, the newest first. Lines that are damaged are
// left out; damaged is how many there were among those that were read.
func (a *Archive) History(p Past) (events []Event, damaged int, err error) {
	limit := p.Limit
	if limit <= 0 {
		limit = DefaultEvents
	}
	err = a.lines(func(e Event, ok bool) bool {
		switch {
		case !ok:
			damaged++
		case p.ID == "" || e.ID == p.ID:
			events = append(events, e)
		}
		return len(events) < limit
	})
	if err != nil {
		return nil, 0, &Fault{"the history cannot be read", err}
	}
	return events, damaged, nil
}

// events calls each with the events of the history, the newest first, until it
// returns false.
func (a *Archive) events(each func(Event) bool) error {
	return a.lines(func(e Event, ok bool) bool { return !ok || each(e) })
}

// lines is events with the damaged lines, for which ok is false. A line that is
// not ended is a change under way and is left out. Without a history there are
// none.
func (a *Archive) lines(each func(e Event, ok bool) bool) error {
	f, info, err := openRegular(a.root, historyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return linesBackwards(f, info.Size(), func(line []byte) bool {
		if len(line) == 0 {
			return true
		}
		e, ok := parseLine(line)
		for _, of := range slices.Backward(e.Batch) {
			if !each(of, true) {
				return false
			}
		}
		return len(e.Batch) > 0 || each(e, ok)
	})
}

// A state is what the history says of a path.
type state struct {
	Event
	there bool // a file with Event.Hash is there
}

// states returns what the history says of every path it names.
func (a *Archive) states() (of map[string]state, damaged int, err error) {
	of = map[string]state{}
	set := func(name string, s state) {
		if _, newer := of[name]; name != "" && !newer {
			of[name] = s
		}
	}
	err = a.lines(func(e Event, ok bool) bool {
		if !ok {
			damaged++
			return true
		}
		set(e.File, state{e, e.Op != Gone})
		set(e.Moved, state{e, false})
		for _, name := range e.Dropped {
			set(name, state{e, false})
		}
		return true
	})
	return of, damaged, err
}

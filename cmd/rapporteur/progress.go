package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// How often long work is told of: on a terminal by a bar, or a counter of seconds
// where nobody knows how much there is to do; else by a line. Work that ends
// before the first shows nothing.
const (
	firstTerminal = time.Second
	tickTerminal  = 250 * time.Millisecond
	tickLines     = 15 * time.Second
)

// meter tells on stderr how far work is. Its methods may be called by many
// goroutines, and do not wait for the terminal.
type meter struct {
	ended chan struct{}
	shown sync.WaitGroup
	once  sync.Once

	mu  sync.Mutex // guards now
	now work
}

// work is what is being done, and how much of it is; total is 0 when that is not
// known.
type work struct {
	what        string
	done, total int
}

// progress tells on stderr that what is being done, until done is called.
func (a *app) progress(what string) (done func()) { return a.meter(what).end }

// meter begins to tell of work on stderr. The caller ends it.
func (a *app) meter(what string) *meter {
	m := &meter{ended: make(chan struct{}), now: work{what: oneLine(what)}}
	m.shown.Go(func() { m.show(a.stderr, isTerminal(a.stderr)) })
	return m
}

// tell says how far the work is that is done now.
func (m *meter) tell(what string, done, total int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = work{oneLine(what), done, total}
}

// end takes away what is shown on a terminal.
func (m *meter) end() {
	m.once.Do(func() { close(m.ended) })
	m.shown.Wait()
}

func (m *meter) state() work {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

func (m *meter) show(w io.Writer, terminal bool) {
	if terminal {
		m.showBar(w)
		return
	}
	start, tick := time.Now(), time.NewTicker(tickLines)
	defer tick.Stop()
	for {
		select {
		case <-m.ended:
			return
		case <-tick.C:
			fmt.Fprintf(w, "rapporteur: %s, %s so far\n", m.state().line(), time.Since(start).Round(time.Second))
		}
	}
}

func (m *meter) showBar(w io.Writer) {
	const clearLine = "\r\x1b[K"
	start, tick := time.Now(), time.NewTicker(tickTerminal)
	defer tick.Stop()
	for last := ""; ; {
		select {
		case <-m.ended:
			if last != "" {
				fmt.Fprint(w, clearLine)
			}
			return
		case <-tick.C:
		}
		elapsed := time.Since(start)
		if elapsed < firstTerminal {
			continue
		}
		if now := m.state().bar() + " … " + elapsed.Truncate(time.Second).String(); now != last {
			last = now
			fmt.Fprint(w, clearLine, now)
		}
	}
}

// line returns the work for a log.
func (w work) line() string {
	if w.total <= 0 {
		return w.what
	}
	return fmt.Sprintf("%s, %d of %d (%d %%)", w.what, w.done, w.total, w.percent())
}

// bar returns the work with a bar, for a terminal of 80 columns.
func (w work) bar() string {
	const width = 20
	if w.total <= 0 {
		return w.what
	}
	full := width * w.percent() / 100
	return fmt.Sprintf("%s %s%s %d %% (%d of %d)", w.what, strings.Repeat("█", full), strings.Repeat("░", width-full), w.percent(), w.done, w.total)
}

func (w work) percent() int { return 100 * min(max(w.done, 0), w.total) / w.total }

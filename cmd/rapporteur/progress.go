package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// How often long work is told of: on a terminal by a counter of seconds, else
// by a line. Work that ends before the first shows nothing.
const (
	tickTerminal = time.Second
	tickLines    = 15 * time.Second
)

// progress tells on stderr that what is being done, until done is called.
func (a *app) progress(what string) (done func()) {
	ended := make(chan struct{})
	var shown sync.WaitGroup
	shown.Go(func() { showProgress(a.stderr, isTerminal(a.stderr), oneLine(what), ended) })
	return sync.OnceFunc(func() {
		close(ended)
		shown.Wait()
	})
}

func showProgress(w io.Writer, terminal bool, what string, ended <-chan struct{}) {
	const clearLine = "\r\x1b[K"
	every := tickLines
	if terminal {
		every = tickTerminal
	}
	start := time.Now()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for shown := false; ; {
		select {
		case <-ended:
			if shown && terminal {
				fmt.Fprint(w, clearLine)
			}
			return
		case <-tick.C:
		}
		elapsed := time.Since(start).Round(time.Second)
		shown = true
		if terminal {
			fmt.Fprintf(w, "%s%s … %s", clearLine, what, elapsed)
		} else {
			fmt.Fprintf(w, "rapporteur: %s, %s so far\n", what, elapsed)
		}
	}
}

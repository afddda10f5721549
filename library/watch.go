package library

import (
	"context"
	"time"
)

// How often the folders are looked through. Looking is portable, and works
// where no news of changes comes, as from network shares and the mounts of
// containers; listing 10,000 files takes some 30 ms.
const (
	lookEvery = 3 * time.Second
	// settleEvery is how soon a file that was being written is looked at again.
	settleEvery = time.Second
	// restAfter bounds the share of the time that is spent on looking: after one
	// look, so many times its length are spent otherwise.
	restAfter = 20
)

// Watch refreshes the library whenever something in its folders changes, until
// ctx ends.
func (l *Library) Watch(ctx context.Context) {
	timer := time.NewTimer(lookEvery)
	defer timer.Stop()
	for failed := ""; ; {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		began := time.Now()
		changed, settling, err := l.refresh(ctx, true)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			failed = ""
		case err.Error() != failed: // once, not at every look
			failed = err.Error()
			l.cfg.Log.Error("the articles could not be read again; the last ones stay", "error", err)
		}
		next := lookEvery
		if settling {
			next = settleEvery
		}
		if !changed { // after a change, refresh itself rests
			next = max(next, min(restAfter*time.Since(began), longestRest))
		}
		timer.Reset(next)
	}
}

package library

import (
	"context"
	"time"
)

// Refresh reads the folders and, when an article is not as it was, makes the
// next snapshot. It returns whether there is one. One refresh runs at a time;
// others wait, and those that waited for a refresh that began after they were
// called need none of their own. After one that took long the next one waits as
// long again: making snapshots takes half of the time at most.
func (l *Library) Refresh(ctx context.Context) (changed bool, err error) {
	changed, _, err = l.refresh(ctx, false)
	return changed, err
}

// longestRest bounds how long a refresh waits for the sake of others.
const longestRest = 20 * time.Second

func (l *Library) refresh(ctx context.Context, wait bool) (changed, settling bool, err error) {
	before, begun := l.Current(), l.begun.Load()
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return false, false, ctx.Err()
	}
	defer func() { <-l.turn }()
	if l.begun.Load() > begun && l.last == nil && !wait {
		return l.Current().Engine != before.Engine, false, nil
	}
	if err := pause(ctx, time.Until(l.rest)); err != nil {
		return false, false, err
	}
	l.begun.Add(1)
	began := time.Now()
	changed, settling, err = l.advance(ctx, wait)
	if changed {
		l.rest = time.Now().Add(min(time.Since(began), longestRest))
	}
	l.last = err
	if ctx.Err() == nil {
		l.note(func(s *State) {
			s.Building, s.Since, s.Fault = false, time.Time{}, ""
			if err != nil {
				s.Fault = err.Error()
			}
		})
	}
	return changed, settling, err
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

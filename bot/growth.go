package bot

import (
	"context"
	"sync"
	"time"

	"rapporteur/bot/reply"
)

// editEvery is the least distance between two edits of an answer that grows.
const editEvery = 1100 * time.Millisecond

// settle is how long an edit on its way is waited for at the end: were it given
// up, it could arrive after the last one and undo it.
const settle = 5 * time.Second

// growth shows an answer by its proved sentences, at most once in editEvery;
// what comes faster is shown together.
type growth struct {
	latest chan string // holds the newest text that was not shown
	ended  chan struct{}
	end    sync.Once
	done   chan struct{}
	cancel context.CancelFunc
}

// grow begins to show on at what put is given, until stop. It calls lost when
// what is shown is not there any more. An edit on its way is not cut off with the
// question: whether it arrived would not be known.
func (b *Bot) grow(at surface, lost func(), o reply.Options) *growth {
	ctx, cancel := context.WithCancel(b.life)
	g := &growth{latest: make(chan string, 1), ended: make(chan struct{}), done: make(chan struct{}), cancel: cancel}
	go func() {
		defer close(g.done)
		defer b.recovered()
		for {
			select {
			case <-g.ended:
				return
			case text := <-g.latest:
				if _, err := at.show(ctx, reply.Growing(text, o)); err != nil {
					b.cfg.Log.Debug("the growing answer could not be shown", "error", err)
					if gone(err) {
						lost()
					}
				}
			}
			select {
			case <-g.ended:
				return
			case <-time.After(editEvery):
			}
		}
	}()
	return g
}

// put has the answer so far shown in its turn. It never waits.
func (g *growth) put(text string) {
	for {
		select {
		case g.latest <- text:
			return
		default:
		}
		select { // an older text that was not shown
		case <-g.latest:
		default:
		}
	}
}

// stop returns when nothing more will be shown.
func (g *growth) stop() {
	g.end.Do(func() { close(g.ended) })
	select {
	case <-g.done:
	case <-time.After(settle):
	}
	g.cancel()
	<-g.done
}

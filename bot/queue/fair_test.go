package queue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/queue"
)

// With one worker the order of starts is the order of turns.
func TestTurnsGoRound(t *testing.T) {
	for _, test := range []struct {
		name string
		asks string // "server/channel/user", in the order of asking
		want string
	}{
		{"one user in order", "a/a/1 a/a/1 a/a/1", "a/a/1.0 a/a/1.1 a/a/1.2"},
		{
			"one server floods", "a/a/1 a/a/1 a/b/2 a/b/2 a/c/3 b/a/4 b/a/4 c/a/5",
			"a/a/1.0 a/a/1.1 b/a/4.0 c/a/5.0 a/b/2.0 b/a/4.1 a/c/3.0 a/b/2.1",
		},
		{
			"one channel floods", "a/a/1 a/a/2 a/a/3 a/a/4 a/b/5 a/b/5",
			"a/a/1.0 a/a/2.0 a/b/5.0 a/a/3.0 a/b/5.1 a/a/4.0",
		},
		{
			"one user floods", "a/a/1 a/a/1 a/a/1 a/a/1 a/a/2 a/a/3 a/a/3",
			"a/a/1.0 a/a/1.1 a/a/2.0 a/a/3.0 a/a/1.2 a/a/3.1 a/a/1.3",
		},
		{
			"a direct message is a server", "a/a/1 a/a/1 a/a/2 a/b/3 /a/4 /b/5",
			"a/a/1.0 a/a/1.1 /a/4.0 /b/5.0 a/b/3.0 a/a/2.0",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			open(t, queue.Config{Workers: 1}, func(d *desk) {
				count := map[string]int{}
				for ask := range strings.FieldsSeq(test.asks) {
					p := strings.Split(ask, "/")
					d.mustAsk(at(p[0], p[1], p[2]), fmt.Sprint(ask, ".", count[ask]))
					count[ask]++
				}
				waitFor(20 * took)
				if got := strings.Join(d.started(), " "); got != test.want {
					t.Errorf("started %s\n   want %s", got, test.want)
				}
			})
		})
	}
}

// A hundred waiting jobs of one server keep another one waiting for no more
// than the job that runs and the one whose turn it was already.
func TestAFloodHoldsNobodyElseUp(t *testing.T) {
	floods := map[string]func(i int) queue.Place{
		"a server":  func(i int) queue.Place { return at("flood", fmt.Sprint(i%10), fmt.Sprint(i)) },
		"a channel": func(i int) queue.Place { return at("flood", "c", fmt.Sprint(i)) },
		"a user":    func(int) queue.Place { return at("flood", "c", "u") },
	}
	for name, flood := range floods {
		t.Run(name, func(t *testing.T) {
			open(t, queue.Config{Workers: 1, WaitingPerServer: 1000, WaitingPerUser: 1000}, func(d *desk) {
				for i := range 100 {
					d.mustAsk(flood(i), "flood")
				}
				d.mustAsk(at("other", "c", "v"), "other")
				waitFor(2 * took)
				if got := d.started(); len(got) != 3 || got[2] != "other" {
					t.Errorf("started %v, want the other one third", got)
				}
			})
		})
	}
}

// A place that is at its bound loses its turn, not its place for ever, and does
// not hold up what comes behind it.
func TestABoundBlocksItsOwnPlaceOnly(t *testing.T) {
	open(t, queue.Config{Workers: 4, PerServer: 2, PerChannel: 2, PerUser: 1}, func(d *desk) {
		for i := range 4 {
			d.mustAsk(at("a", "c", fmt.Sprint(i)), fmt.Sprint("a", i))
		}
		d.mustAsk(at("b", "c", "0"), "b0") // user 0 is busy on server a
		d.mustAsk(at("b", "c", "9"), "b9")
		got := d.started()
		slices.Sort(got) // three workers began at the same time
		if diff := cmp.Diff([]string{"a0", "a1", "b9"}, got); diff != "" {
			t.Errorf("started (-want +got):\n%s", diff)
		}
		waitFor(took)
		if n := len(d.started()); n != 6 {
			t.Errorf("%d of 6 have started after a job's time: %v", n, d.started())
		}
	})
}

func TestAheadIsTheTurn(t *testing.T) {
	open(t, queue.Config{Workers: 1, PerServer: 9, PerChannel: 9, PerUser: 9}, func(d *desk) {
		var tickets []*queue.Ticket
		var names []string
		for i, p := range []queue.Place{
			at("a", "a", "1"),
			at("a", "a", "1"), at("a", "a", "1"), at("a", "a", "1"), at("a", "a", "2"), at("a", "b", "2"), at("a", "b", "3"),
			at("b", "a", "4"), at("b", "b", "4"), at("", "a", "4"), at("c", "a", "5"), at("c", "a", "5"), at("c", "a", "5"),
		} {
			names = append(names, fmt.Sprint(i))
			tickets = append(tickets, d.mustAsk(p, names[i]))
		}
		d.started()
		ahead := map[string]int{}
		for i, ticket := range tickets {
			ahead[names[i]] = ticket.Ahead()
		}
		waitFor(20 * took)
		for i, name := range d.started() {
			if ahead[name] != i-1 {
				t.Errorf("Ahead() of %s = %d, and it started as number %d", name, ahead[name], i-1)
			}
		}
	})
}

// A job behind a bound counts those in front of it that may start.
func TestAheadOfABlockedJob(t *testing.T) {
	open(t, queue.Config{Workers: 2, PerServer: 1}, func(d *desk) {
		d.mustAsk(at("a", "c", "1"), "")
		d.mustAsk(at("b", "c", "2"), "")
		blocked := d.mustAsk(at("a", "c", "1"), "")
		other := d.mustAsk(at("c", "c", "3"), "")
		if b, o := blocked.Ahead(), other.Ahead(); b != 1 || o != 0 {
			t.Errorf("Ahead() = %d behind a bound and %d of who may start, want 1 and 0", b, o)
		}
	})
}

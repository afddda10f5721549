package queue_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/queue"
)

func TestBoundsOfWhatWaits(t *testing.T) {
	one := func(int) string { return "x" }
	each := func(i int) string { return fmt.Sprint(i) }
	for _, test := range []struct {
		name         string
		server, user func(int) string
		accepted     int // one runs
		want         queue.LimitError
	}{
		{"one user", one, one, 3, queue.LimitError{Kind: queue.FullUser, Count: 2}},
		{"one user on many servers", each, one, 3, queue.LimitError{Kind: queue.FullUser, Count: 2}},
		{"one server", one, each, 5, queue.LimitError{Kind: queue.FullServer, Count: 4}},
		{"all", each, each, 9, queue.LimitError{Kind: queue.Full, Count: 8}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfg := queue.Config{Workers: 1, Waiting: 8, WaitingPerServer: 4, WaitingPerUser: 2}
			open(t, cfg, func(d *desk) {
				for i := range test.accepted {
					d.mustAsk(at(test.server(i), "c", test.user(i)), "")
				}
				_, err := d.ask(at(test.server(99), "c", test.user(99)), "")
				checkLimit(t, err, test.want)
				waitFor(took)
				d.mustAsk(at(test.server(99), "c", test.user(99)), "")
			})
		})
	}
}

// Others who wait for their own bounds are no reason to refuse who could start.
func TestAJobThatCanStartIsNotRefused(t *testing.T) {
	open(t, queue.Config{Workers: 4, PerServer: 1, Waiting: 2}, func(d *desk) {
		for i := range 3 {
			d.mustAsk(at("flood", "c", fmt.Sprint(i)), "")
		}
		_, err := d.ask(at("flood", "c", "9"), "")
		checkLimit(t, err, queue.LimitError{Kind: queue.Full, Count: 2})
		if n := d.mustAsk(at("other", "c", "9"), "").Ahead(); n != -1 {
			t.Errorf("Ahead() = %d of a job with a free worker, want -1", n)
		}
	})
}

func TestTheHourSlides(t *testing.T) {
	open(t, queue.Config{PerHour: 3}, func(d *desk) {
		begin := time.Now()
		for range 3 {
			d.mustAsk(at("s", "c", "u"), "")
			waitFor(10 * time.Minute)
		}
		refused := func(until time.Duration) {
			t.Helper()
			_, err := d.ask(at("other", "c", "u"), "")
			checkLimit(t, err, queue.LimitError{Kind: queue.Hour, Count: 3, Until: begin.Add(until)})
		}
		refused(time.Hour)
		d.mustAsk(at("s", "c", "v"), "")
		waitFor(30*time.Minute - time.Nanosecond)
		refused(time.Hour)
		waitFor(time.Nanosecond)
		d.mustAsk(at("other", "c", "u"), "")
		refused(70 * time.Minute)
		waitFor(10 * time.Minute)
		d.mustAsk(at("other", "c", "u"), "")
		refused(80 * time.Minute)
	})
}

// What was refused has not been answered, so it does not count.
func TestRefusedJobsDoNotCountForTheHour(t *testing.T) {
	open(t, queue.Config{PerHour: 4, PerUser: 1, WaitingPerUser: 1}, func(d *desk) {
		for range 5 {
			d.ask(at("s", "c", "u"), "")
		}
		waitFor(2 * took)
		for range 2 {
			d.mustAsk(at("s", "c", "u"), "")
		}
		waitFor(2 * took)
		_, err := d.ask(at("s", "c", "u"), "")
		checkLimit(t, err, queue.LimitError{Kind: queue.Hour, Count: 4, Until: time.Now().Add(time.Hour - 4*took)})
	})
}

func TestUsersAreForgotten(t *testing.T) {
	open(t, queue.Config{PerHour: 5}, func(d *desk) {
		const users = 1000
		for i := range users {
			d.mustAsk(at(fmt.Sprint(i), "c", fmt.Sprint(i)), "")
			if i%2 == 0 {
				d.mustAsk(at(fmt.Sprint(i), "c", fmt.Sprint(i)), "")
			}
			waitFor(took)
		}
		if s := d.Stats(); s.Servers != 0 || s.Users != users || s.Running+s.Waiting != 0 {
			t.Errorf("Stats() = %+v, want %d users and nothing else held", s, users)
		}
		waitFor(time.Hour)
		for i := range users / 2 {
			d.mustAsk(at("new", "c", fmt.Sprint("new", i)), "")
			waitFor(took)
		}
		if s := d.Stats(); s.Users != users/2 {
			t.Errorf("%d users are remembered, want the %d who asked within the hour", s.Users, users/2)
		}
	})
}

// Somebody whose job outlasts the hour is forgotten when it ends, not before.
func TestALongJobKeepsItsUser(t *testing.T) {
	open(t, queue.Config{PerHour: 5}, func(d *desk) {
		users := func(want int) {
			t.Helper()
			if got := d.Stats().Users; got != want {
				t.Errorf("%d users are remembered, want %d", got, want)
			}
		}
		_, err := d.Submit(at("s", "c", "long"), func(context.Context) { <-time.After(2 * time.Hour) }, nil)
		if err != nil {
			t.Fatal(err)
		}
		waitFor(90 * time.Minute)
		d.mustAsk(at("s", "c", "v"), "")
		users(2)
		waitFor(time.Hour)
		users(1)
		d.mustAsk(at("s", "c", "w"), "")
		users(1)
	})
}

func checkLimit(t *testing.T, err error, want queue.LimitError) {
	t.Helper()
	var got *queue.LimitError
	if !errors.As(err, &got) {
		t.Fatalf("Submit = %v, want a LimitError of kind %s", err, want.Kind)
	}
	if diff := cmp.Diff(want, *got); diff != "" {
		t.Errorf("Submit refuses (-want +got):\n%s", diff)
	}
	if got.Error() == "" {
		t.Error("the error says nothing")
	}
}

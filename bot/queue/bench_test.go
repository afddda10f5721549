package queue_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"rapporteur/bot/queue"
)

// BenchmarkSubmit measures a job from Submit to its end while others wait and
// cannot start: their number must not show.
func BenchmarkSubmit(b *testing.B) {
	for _, waiting := range []int{0, 1_000, 100_000} {
		b.Run(fmt.Sprint(waiting, "_wait"), func(b *testing.B) {
			const servers = 10
			q := queue.New(queue.Config{
				Workers: servers + 1, PerServer: 1,
				Waiting: waiting + 1, WaitingPerServer: waiting + 1,
			})
			ctx, cancel := context.WithCancel(b.Context())
			var run sync.WaitGroup
			run.Go(func() { q.Run(ctx) })
			defer run.Wait()
			defer cancel()
			end := make(chan struct{})
			defer close(end)
			for i := range waiting {
				p := at(fmt.Sprint(i%servers), fmt.Sprint(i%100), fmt.Sprint(i))
				if _, err := q.Submit(p, func(context.Context) { <-end }, nil); err != nil {
					b.Fatal(err)
				}
			}
			done := make(chan struct{})
			for b.Loop() {
				if _, err := q.Submit(at("z", "c", "u"), func(context.Context) { done <- struct{}{} }, nil); err != nil {
					b.Fatal(err)
				}
				<-done
			}
		})
	}
}

// BenchmarkAhead measures the only call that looks at others.
func BenchmarkAhead(b *testing.B) {
	q := queue.New(queue.Config{})
	var ticket *queue.Ticket
	for i := range 1000 {
		var err error
		if ticket, err = q.Submit(at(fmt.Sprint(i%10), fmt.Sprint(i%100), fmt.Sprint(i)), nil, nil); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		ticket.Ahead()
	}
}

package discordtest_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"rapporteur/bot/discordtest"
)

// Whatever happens at once, and however often the connection breaks, each
// event comes once, in order, with the next number.
func TestNoEventIsLostOrRepeated(t *testing.T) {
	const users, each, drops = 6, 30, 5
	p := start(t, generous(discordtest.Config{}))
	ctx := waiting(t)
	g := p.identified(t, plainIntents)
	session := g.ready["session_id"].(string)

	var posting sync.WaitGroup
	for u := range users {
		posting.Go(func() {
			for i := range each {
				_, err := p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: fmt.Sprintf("<@%s> %d-%d", p.bot.ID, u, i)})
				if err != nil {
					t.Errorf("Post: %v", err)
				}
			}
		})
	}
	posting.Go(func() {
		for range drops {
			// With no connection at the moment there is none to drop.
			_ = p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoDrop})
		}
	})

	seen := map[string]int{}
	for seq := g.seq; len(seen) < users*each; {
		f, err := g.read()
		if err != nil {
			g = p.dial(t)
			g.resume(session, seq)
			continue
		}
		if f.Op != 0 {
			continue
		}
		if f.Seq != seq+1 {
			t.Fatalf("event %d came after %d", f.Seq, seq)
		}
		seq = f.Seq
		if f.Type == "MESSAGE_CREATE" {
			var m struct{ Content string }
			check(t, json.Unmarshal(f.Data, &m))
			seen[m.Content]++
		}
	}
	posting.Wait()
	for content, n := range seen {
		if n != 1 {
			t.Errorf("%q came %d times", content, n)
		}
	}
}

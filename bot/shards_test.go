package bot_test

import (
	"strconv"
	"testing"

	"rapporteur/bot"
	"rapporteur/bot/discordtest"
)

func TestShards(t *testing.T) {
	t.Run("all that Discord asks for", func(t *testing.T) {
		t.Parallel()
		s := play(t, scene{discord: discordtest.Config{Shards: 3, MaxConcurrency: 3}})
		g, err := s.Gateway(t.Context())
		s.check(err)
		seen := map[int]bool{}
		for _, i := range g.Identifies {
			seen[i.Shard] = true
			if i.Shards != 3 {
				t.Errorf("shard %d identified as one of %d, want 3", i.Shard, i.Shards)
			}
		}
		if len(seen) != 3 || len(g.Identifies) != 3 {
			t.Errorf("identifies %v, want one of each of three shards", g.Identifies)
		}
		dm, err := s.AddChannel(t.Context(), discordtest.Channel{Kind: discordtest.DM, Recipient: s.bob})
		s.check(err)
		asked := []discordtest.Message{
			s.ask(s.alice, s.general, whoLed),
			s.post(discordtest.Post{Author: s.bob, Channel: dm.ID, Content: whoLed}),
		}
		for range 3 { // servers of other shards, most likely
			g, err := s.AddGuild(t.Context(), discordtest.Guild{Name: "Another"})
			s.check(err)
			c, err := s.AddChannel(t.Context(), discordtest.Channel{Guild: g.ID})
			s.check(err)
			asked = append(asked, s.ask(s.alice, c.ID, whoLed))
		}
		for _, m := range asked {
			s.replyTo(m, finished)
			s.onlyReply(m)
		}
	})
	t.Run("one of two", func(t *testing.T) {
		t.Parallel()
		s := rehearse(t, scene{})
		id, err := strconv.ParseUint(s.guild, 10, 64)
		s.check(err)
		mine := int(id >> 22 % 2)
		s.start(func(c *bot.Config) { c.ShardID, c.ShardCount = mine, 2 })
		ctx, cancel := s.soon()
		defer cancel()
		s.check(s.Wait(ctx, func() (bool, error) {
			c, err := s.Commands(ctx)
			return len(c.Global) > 0, err
		}))
		g, err := s.Gateway(ctx)
		s.check(err)
		if len(g.Identifies) != 1 || g.Identifies[0].Shard != mine || g.Identifies[0].Shards != 2 {
			t.Errorf("identifies %v, want shard %d of 2", g.Identifies, mine)
		}
		s.replyTo(s.ask(s.alice, s.general, whoLed), finished)
	})
}

// TestCommandsAreWrittenWhenTheyDiffer: 200 of them may be created a day.
func TestCommandsAreWrittenWhenTheyDiffer(t *testing.T) {
	t.Parallel()
	s := play(t, scene{loose: true}) // two runs identify within five seconds
	first, err := s.Commands(t.Context())
	s.check(err)
	s.quit()
	s.start(nil)
	s.ready()
	s.replyTo(s.ask(s.alice, s.general, whoLed), finished)
	second, err := s.Commands(t.Context())
	s.check(err)
	if len(first.Writes) != 1 || len(second.Writes) != 1 {
		t.Errorf("%d writes at the first start and %d after the second, want 1 in all", len(first.Writes), len(second.Writes))
	}
}

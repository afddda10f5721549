package bot

import (
	"context"
	"fmt"
	"time"

	"rapporteur/bot/reply"
)

// maxSkipped bounds the files that are not used and are named.
const maxSkipped = 3

// editorLines say how the articles are doing that are added and removed, and
// whether that can be done from here. What files are called is told only there.
func (b *Bot) editorLines(ctx context.Context, i *incoming) []string {
	t := i.texts
	if b.cfg.Editor == nil {
		return []string{t.Say("admin.status.editing_no_data")}
	}
	may, err := b.mayEdit(ctx, i.GuildID)
	if err != nil {
		b.cfg.Log.Warn("it is not known how many servers the bot is on", "error", err)
	}
	s := b.cfg.Editor.State()
	var lines []string
	say := func(told bool, key string, args ...any) {
		if told {
			lines = append(lines, t.Say(key, args...))
		}
	}
	say(!s.Newest.IsZero(), "admin.status.newest", "time", fullTime(s.Newest))
	say(s.Removed > 0, "admin.status.removed", "n", s.Removed)
	say(!s.BuildingSince.IsZero(), "admin.status.building", "time", timestamp(s.BuildingSince))
	say(len(s.Skipped) > 0, "admin.status.skipped", "n", len(s.Skipped))
	if may {
		for _, skip := range s.Skipped[:min(len(s.Skipped), maxSkipped)] {
			lines = append(lines, "- "+reply.EscapeLine(firstRunes(skip, 150)))
		}
	}
	say(s.Unread, "admin.status.unread")
	say(s.Unwritten, "admin.status.unwritten")
	say(s.Uncached, "admin.status.uncached")
	say(may, "admin.status.editing_here")
	say(!may && err == nil, "admin.status.editing_elsewhere")
	return lines
}

// fullTime writes a date and time that Discord shows in the reader's own zone.
func fullTime(t time.Time) string { return fmt.Sprintf("<t:%d:f>", t.Unix()) }

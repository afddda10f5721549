package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Mode is how the bot replies in a server.
type Mode string

// The modes of a reply.
const (
	ModeReply     Mode = "reply"     // as a reply to the question
	ModeThread    Mode = "thread"    // in a thread under the question
	ModeEphemeral Mode = "ephemeral" // seen by the one who asks, where Discord allows it
)

func (m Mode) valid() bool { return m == ModeReply || m == ModeThread || m == ModeEphemeral }

// mostOff bounds the channels of a server in which the bot is silent; a server
// of Discord has at most 500, threads apart.
const mostOff = 500

// Settings are those of one server.
type Settings struct {
	Mode      Mode
	Off       []string  // channels in which the bot is silent, sorted; the caller's to change
	Changed   time.Time // zero when never
	ChangedBy string    // "" when never, or when that person was forgotten
}

// Silent reports that the bot is to say nothing in a channel.
func (s Settings) Silent(channel string) bool {
	_, off := slices.BinarySearch(s.Off, channel)
	return off
}

// Settings returns those of a server, the defaults when nobody has set any.
// They are remembered for five seconds, longer only as far as other processes
// on the same file have changed them.
func (s *Store) Settings(ctx context.Context, server string) (Settings, error) {
	if kept, ok := s.settings.get(server); ok {
		return kept, nil
	}
	version := s.settings.version()
	var got Settings
	err := s.view(ctx, func(ctx context.Context, q session) error {
		var err error
		got, err = readSettings(ctx, q, server)
		return err
	})
	if err != nil {
		return Settings{Mode: ModeReply}, fmt.Errorf("read the settings of a server: %w", err)
	}
	s.settings.put(server, got, version)
	got.Off = slices.Clone(got.Off)
	return got, nil
}

func readSettings(ctx context.Context, q session, server string) (Settings, error) {
	got := Settings{Mode: ModeReply}
	var changed int64
	var by []byte
	found, err := q.one(ctx, `SELECT s.mode, s.changed, p.name FROM settings s
		LEFT JOIN persons p ON p.id = s.changed_by WHERE s.server = ?`, []any{server}, &got.Mode, &changed, &by)
	if err != nil {
		return got, err
	}
	if found {
		got.Changed, got.ChangedBy = fromStamp(changed), personName(by)
	}
	err = q.each(ctx, `SELECT channel FROM silent WHERE server = ? ORDER BY channel`, []any{server},
		func(scan func(...any) error) error {
			var channel string
			err := scan(&channel)
			got.Off = append(got.Off, channel)
			return err
		})
	slices.Sort(got.Off) // another database may collate otherwise
	return got, err
}

// SetMode sets how the bot replies in a server. An unknown mode is [ErrInvalid].
func (s *Store) SetMode(ctx context.Context, server string, m Mode, by string) error {
	if !m.valid() {
		return fmt.Errorf("set the mode of a server to %q: %w", m, ErrInvalid)
	}
	at := stamp(s.cfg.Now())
	defer s.settings.drop(server)
	err := s.update(ctx, change{lasting: true, apply: func(ctx context.Context, q session) error {
		return touchSettings(ctx, q, server, by, at, m)
	}})
	if err != nil {
		return fmt.Errorf("set the mode of a server: %w", err)
	}
	return nil
}

// touchSettings notes who changed a server's settings and when, and the mode
// unless it is "".
func touchSettings(ctx context.Context, q session, server, by string, at int64, m Mode) error {
	if err := checkPerson(by); err != nil {
		return err
	}
	person, _, err := needPerson(ctx, q, by)
	if err != nil {
		return err
	}
	_, err = q.exec(ctx, `INSERT INTO settings (server, mode, changed, changed_by) VALUES (?, ?, ?, ?)
		ON CONFLICT (server) DO UPDATE SET changed = excluded.changed, changed_by = excluded.changed_by`,
		server, ModeReply, at, person)
	if err != nil || m == "" {
		return err
	}
	_, err = q.exec(ctx, `UPDATE settings SET mode = ? WHERE server = ?`, m, server)
	return err
}

// SetChannel lets the bot speak in a channel of a server, or not. More than
// five hundred silent channels are [ErrTooMuch].
func (s *Store) SetChannel(ctx context.Context, server, channel string, on bool, by string) error {
	at := stamp(s.cfg.Now())
	defer s.settings.drop(server)
	err := s.update(ctx, change{lasting: true, apply: func(ctx context.Context, q session) error {
		if err := touchSettings(ctx, q, server, by, at, ""); err != nil {
			return err
		}
		if on {
			_, err := q.exec(ctx, `DELETE FROM silent WHERE server = ? AND channel = ?`, server, channel)
			return err
		}
		return silence(ctx, q, server, channel)
	}})
	if err != nil {
		return fmt.Errorf("set a channel of a server: %w", err)
	}
	return nil
}

func silence(ctx context.Context, q session, server, channel string) error {
	_, err := q.exec(ctx, `INSERT INTO silent (server, channel) VALUES (?, ?) ON CONFLICT DO NOTHING`, server, channel)
	if err != nil {
		return err
	}
	var n int
	if _, err := q.one(ctx, `SELECT COUNT(*) FROM silent WHERE server = ?`, []any{server}, &n); err != nil {
		return err
	}
	if n > mostOff {
		return fmt.Errorf("%d channels are silent: %w", n-1, ErrTooMuch)
	}
	return nil
}

const (
	settingsLife = 5 * time.Second
	mostCached   = 10_000 // servers
)

// settingsCache spares the database a look for every message. The zero value
// with a clock is ready to use.
type settingsCache struct {
	now func() time.Time

	mu      sync.Mutex // guards the fields below
	kept    map[string]cachedSettings
	changes int // counts drops, so that what was read before one is not put after it
}

type cachedSettings struct {
	Settings
	at time.Time
}

func (c *settingsCache) get(server string) (Settings, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, ok := c.kept[server]
	age := c.now().Sub(kept.at)
	if !ok || age < 0 || age >= settingsLife {
		return Settings{}, false
	}
	kept.Off = slices.Clone(kept.Off)
	return kept.Settings, true
}

func (c *settingsCache) version() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.changes
}

func (c *settingsCache) put(server string, got Settings, version int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if version != c.changes {
		return
	}
	if len(c.kept) >= mostCached || c.kept == nil {
		c.kept = map[string]cachedSettings{} // they are good for seconds only
	}
	c.kept[server] = cachedSettings{got, c.now()}
}

func (c *settingsCache) drop(server string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.kept, server)
	c.changes++
}

func (c *settingsCache) dropAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.kept)
	c.changes++
}

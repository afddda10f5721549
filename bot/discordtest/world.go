package discordtest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Kinds of channels.
const (
	Text   = "text"   // of a guild
	DM     = "dm"     // between a user and the bot
	Thread = "thread" // a public thread in a text channel
)

// User is somebody on Discord.
type User struct {
	ID          string `json:"id,omitempty"` // given when empty
	Name        string `json:"name"`
	DisplayName string `json:"display_name,omitempty"`
	Bot         bool   `json:"bot,omitempty"`
	Locale      string `json:"locale,omitempty"` // of the user's window; "en-US" when empty
	NoDM        bool   `json:"no_dm,omitempty"`  // takes no direct messages from the bot
}

// Guild is a Discord server, in which the bot is.
type Guild struct {
	ID     string `json:"id,omitempty"` // given when empty
	Name   string `json:"name"`
	Owner  string `json:"owner,omitempty"`  // a user; one is made when empty
	Locale string `json:"locale,omitempty"` // "en-US" when empty
	// Permissions are what the bot may do by default; nil for the usual ones of a
	// bot that writes.
	Permissions []string `json:"permissions"`
}

// Channel is a text channel, a direct message or a thread.
type Channel struct {
	ID        string `json:"id,omitempty"`   // given when empty
	Kind      string `json:"kind,omitempty"` // Text when empty
	Guild     string `json:"guild,omitempty"`
	Name      string `json:"name,omitempty"`
	Parent    string `json:"parent,omitempty"`    // of a thread
	Recipient string `json:"recipient,omitempty"` // of a direct message
	Owner     string `json:"owner,omitempty"`     // who made the thread
	Archived  bool   `json:"archived,omitempty"`
	Locked    bool   `json:"locked,omitempty"`
	// Permissions are exactly what the bot may do in it; nil for the guild's, or
	// the parent's.
	Permissions []string `json:"permissions"`
}

// Role is a role of a guild.
type Role struct {
	ID          string   `json:"id,omitempty"`
	Guild       string   `json:"guild"`
	Name        string   `json:"name"`
	Permissions []string `json:"permissions,omitempty"`
}

// world is everybody and everything. The server's mutex guards it.
type world struct {
	bot      *User
	app      string // the application's id, which is the bot's, too
	users    map[string]*User
	guilds   map[string]*guild
	channels map[string]*channel
	lastID   uint64
}

type guild struct {
	Guild
	joined  time.Time
	removed bool // the bot was
	botMay  permissions
	botRole string
	members map[string]*member
	roles   []*role
}

type member struct {
	may    permissions
	joined time.Time
	roles  []string
}

type role struct {
	id, name string
	may      permissions
}

type channel struct {
	Channel
	created  time.Time
	changed  time.Time // archived or unarchived
	botMay   *permissions
	messages []*message // those that are there, by id
	sent     int
	typing   []Typing
}

func (w *world) start(now time.Time, botName string) {
	w.users = map[string]*User{}
	w.guilds = map[string]*guild{}
	w.channels = map[string]*channel{}
	w.app = w.id(now)
	w.bot = &User{ID: w.app, Name: botName, Bot: true, Locale: "en-US"}
	w.users[w.app] = w.bot
}

// discordEpoch is what Discord's ids count milliseconds from.
const discordEpoch = 1420070400000

// id returns a new id, greater than all before it.
func (w *world) id(now time.Time) string {
	w.lastID = max(w.lastID+1, uint64(now.UnixMilli()-discordEpoch)<<22)
	return strconv.FormatUint(w.lastID, 10)
}

// checkID returns a new id for "", and otherwise the id itself if it is one and
// free. A guild that the bot was removed from may be added again.
func (w *world) checkID(id string, now time.Time) (string, error) {
	if id == "" {
		return w.id(now), nil
	}
	if n, err := strconv.ParseUint(id, 10, 63); err != nil || n == 0 {
		return "", fmt.Errorf("%q is not an id", id)
	}
	g := w.guilds[id]
	if w.users[id] != nil || w.channels[id] != nil || g != nil && !g.removed {
		return "", fmt.Errorf("the id %s is taken", id)
	}
	return id, nil
}

// before orders ids by time.
func before(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

func (s *Server) addUser(u User) (User, error) {
	id, err := s.world.checkID(u.ID, s.now())
	if err != nil {
		return User{}, err
	}
	u.ID = id
	set(&u.Name, "user"+id[max(0, len(id)-4):])
	set(&u.Locale, "en-US")
	s.world.users[id] = &u
	return u, nil
}

func (s *Server) addGuild(in Guild) (Guild, error) {
	w := &s.world
	may := usual
	var err error
	if in.Permissions != nil {
		if may, err = parsePermissions(in.Permissions); err != nil {
			return Guild{}, err
		}
	}
	if in.ID, err = w.checkID(in.ID, s.now()); err != nil {
		return Guild{}, err
	}
	if in.Owner == "" {
		owner, err := s.addUser(User{Name: "owner"})
		if err != nil {
			return Guild{}, err
		}
		in.Owner = owner.ID
	}
	if w.users[in.Owner] == nil {
		return Guild{}, fmt.Errorf("no user has the id %s", in.Owner)
	}
	set(&in.Name, "Guild")
	set(&in.Locale, "en-US")
	g := &guild{Guild: in, joined: s.now(), botMay: may, botRole: w.id(s.now()), members: map[string]*member{}}
	g.roles = []*role{
		{id: in.ID, name: "@everyone", may: usual},
		{id: g.botRole, name: w.bot.Name, may: may},
	}
	g.members[w.bot.ID] = &member{may: may, joined: g.joined, roles: []string{g.botRole}}
	g.join(in.Owner, s.now())
	w.guilds[in.ID] = g
	s.dispatch(event{name: "GUILD_CREATE", guild: in.ID, needs: intentGuilds, data: func(*session) any { return s.guildWire(g, true) }})
	return g.Guild, nil
}

// join makes a user a member, if there is need.
func (g *guild) join(user string, now time.Time) *member {
	m := g.members[user]
	if m == nil {
		m = &member{may: usual, joined: now}
		g.members[user] = m
	}
	return m
}

func (s *Server) addChannel(in Channel) (Channel, error) {
	w := &s.world
	c := &channel{Channel: in, created: s.now(), changed: s.now()}
	set(&c.Kind, Text)
	var err error
	if c.ID, err = w.checkID(in.ID, s.now()); err != nil {
		return Channel{}, err
	}
	if in.Permissions != nil {
		may, err := parsePermissions(in.Permissions)
		if err != nil {
			return Channel{}, err
		}
		c.botMay = &may
	}
	switch c.Kind {
	case DM:
		if w.users[in.Recipient] == nil {
			return Channel{}, fmt.Errorf("no user has the id %s", in.Recipient)
		}
		return s.openDM(in.Recipient, c).Channel, nil
	case Text:
		if w.guilds[in.Guild] == nil {
			return Channel{}, fmt.Errorf("no guild has the id %s", in.Guild)
		}
		set(&c.Name, "general")
	case Thread:
		parent := w.channels[in.Parent]
		if parent == nil || parent.Kind != Text {
			return Channel{}, fmt.Errorf("no text channel has the id %s", in.Parent)
		}
		c.Guild = parent.Guild
		set(&c.Name, "thread")
		set(&c.Owner, w.guilds[c.Guild].Owner)
	default:
		return Channel{}, fmt.Errorf("a channel is of kind %q, %q or %q, not %q", Text, DM, Thread, c.Kind)
	}
	w.channels[c.ID] = c
	s.announce(c, "CREATE")
	return c.Channel, nil
}

// openDM returns the direct message channel with a user, which is c if there
// is none yet.
func (s *Server) openDM(user string, c *channel) *channel {
	for _, known := range s.world.channels {
		if known.Kind == DM && known.Recipient == user {
			return known
		}
	}
	c.Kind, c.Recipient = DM, user
	s.world.channels[c.ID] = c
	return c
}

// announce tells the bot of a channel that was created, updated or deleted.
func (s *Server) announce(c *channel, what string) {
	name := "CHANNEL_" + what
	if c.Kind == Thread {
		name = "THREAD_" + what
	}
	if c.Kind == DM || what != "DELETE" && !s.world.botMay(c).has(viewChannel) {
		return
	}
	s.dispatch(event{name: name, guild: c.Guild, needs: intentGuilds, data: func(*session) any { return s.channelWire(c) }})
}

func (s *Server) addRole(in Role) (Role, error) {
	g := s.world.guilds[in.Guild]
	if g == nil {
		return Role{}, fmt.Errorf("no guild has the id %s", in.Guild)
	}
	may, err := parsePermissions(in.Permissions)
	if err != nil {
		return Role{}, err
	}
	if in.ID, err = s.world.checkID(in.ID, s.now()); err != nil {
		return Role{}, err
	}
	g.roles = append(g.roles, &role{id: in.ID, name: in.Name, may: may})
	return in, nil
}

// setMember sets what a member may do, by a role of its own.
func (s *Server) setMember(guildID, user string, may permissions) error {
	g := s.world.guilds[guildID]
	if g == nil || s.world.users[user] == nil {
		return fmt.Errorf("no guild %s with a user %s", guildID, user)
	}
	m := g.join(user, s.now())
	m.may = may | usual
	r := &role{id: s.world.id(s.now()), name: "of " + s.world.users[user].Name, may: m.may}
	g.roles = slices.DeleteFunc(g.roles, func(r *role) bool { return slices.Contains(m.roles, r.id) })
	g.roles, m.roles = append(g.roles, r), []string{r.id}
	return nil
}

// setPermissions sets what the bot may do in a channel: exactly these.
func (s *Server) setPermissions(channelID string, may permissions) error {
	c := s.world.channels[channelID]
	if c == nil || c.Kind == DM {
		return fmt.Errorf("no channel of a guild has the id %s", channelID)
	}
	c.botMay = &may
	s.announce(c, "UPDATE")
	return nil
}

// removeBot takes the bot out of a guild.
func (s *Server) removeBot(guildID string) error {
	g := s.world.guilds[guildID]
	if g == nil {
		return fmt.Errorf("no guild has the id %s", guildID)
	}
	g.removed = true
	s.dispatch(event{name: "GUILD_DELETE", guild: guildID, needs: intentGuilds, data: func(*session) any { return object{"id": guildID} }})
	return nil
}

// deleteChannel deletes a channel and its threads.
func (s *Server) deleteChannel(id string) error {
	c := s.world.channels[id]
	if c == nil {
		return fmt.Errorf("no channel has the id %s", id)
	}
	delete(s.world.channels, id)
	s.announce(c, "DELETE")
	for _, t := range s.world.channels {
		if t.Parent == id {
			delete(s.world.channels, t.ID)
		}
	}
	return nil
}

// setThread archives or locks a thread, or undoes it.
func (s *Server) setThread(id string, archived, locked bool) error {
	c := s.world.channels[id]
	if c == nil || c.Kind != Thread {
		return fmt.Errorf("no thread has the id %s", id)
	}
	c.Archived, c.Locked, c.changed = archived, locked, s.now()
	s.announce(c, "UPDATE")
	return nil
}

package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Privileged intents.
const (
	IntentMembers   = 1 << 1
	IntentPresences = 1 << 8
	IntentContent   = 1 << 15

	privilegedIntents = IntentMembers | IntentPresences | IntentContent
)

const (
	intentGuilds        = 1 << 0
	intentGuildMessages = 1 << 9
	intentGuildTyping   = 1 << 11
	intentDMs           = 1 << 12
	intentDMTyping      = 1 << 14
)

// event is something that happened.
type event struct {
	name  string
	guild string // "" for shard 0
	needs int    // the intent; 0 for none
	// data is the event as a session gets it.
	data func(*session) any
}

// dispatch gives an event to the sessions that are to have it. It reports
// whether a connection took it.
func (s *Server) dispatch(e event) bool {
	taken := false
	for _, ses := range s.gateway.sessions {
		if !ses.wants(e) {
			continue
		}
		if s.give(ses, e.name, e.data(ses)) {
			taken = true
		}
	}
	raw, err := json.Marshal(e.data(everySession))
	if err != nil {
		panic(fmt.Sprintf("an event that is no JSON: %v", err))
	}
	s.record.add(Event{At: s.now(), Kind: KindDispatch, Name: e.name, Response: raw})
	return taken
}

// everySession is one that gets everything in full, for the record.
var everySession = &session{Session: Session{Intents: -1}}

func (s *session) wants(e event) bool {
	if e.needs != 0 && s.Intents&e.needs == 0 {
		return false
	}
	if e.guild == "" {
		return s.Shard == 0
	}
	return shardOf(e.guild, s.Shards) == s.Shard
}

// shardOf is the shard that gets a guild's events.
func shardOf(guild string, shards int) int {
	n, err := strconv.ParseUint(guild, 10, 64)
	if err != nil || shards < 1 {
		return 0
	}
	return int((n >> 22) % uint64(shards))
}

// dispatchMessage tells the bot of a message. One that only somebody else can
// see is told under the intent for direct messages, without its guild.
func (s *Server) dispatchMessage(name string, m *message) {
	c := s.world.channels[m.channel]
	if c == nil || c.Kind != DM && !s.world.botMay(c).has(viewChannel) {
		return
	}
	e := event{name: name, guild: c.Guild, needs: intentGuildMessages}
	if c.Kind == DM || m.viewer != "" {
		e.guild, e.needs = "", intentDMs
	}
	e.data = func(ses *session) any {
		o := s.messageWire(m, ses.Intents&IntentContent != 0)
		if e.guild != "" {
			o["guild_id"] = e.guild
			if g := s.world.guilds[e.guild]; g != nil && m.webhook == "" {
				o["member"] = s.memberWire(g, m.author)
			}
		}
		return o
	}
	s.dispatch(e)
}

func (s *Server) dispatchDeleted(m *message) {
	c := s.world.channels[m.channel]
	if c == nil {
		return
	}
	e := event{name: "MESSAGE_DELETE", guild: c.Guild, needs: intentGuildMessages}
	if c.Kind == DM || m.viewer != "" {
		e.guild, e.needs = "", intentDMs
	}
	e.data = func(*session) any {
		o := object{"id": m.id, "channel_id": m.channel}
		if e.guild != "" {
			o["guild_id"] = e.guild
		}
		return o
	}
	s.dispatch(e)
}

// readable reports whether the bot may read a message's text without the
// intent for it.
func (s *Server) readable(m *message) bool {
	c := s.world.channels[m.channel]
	return c == nil || c.Kind == DM || m.author == s.world.bot.ID || slices.Contains(m.mentions, s.world.bot.ID)
}

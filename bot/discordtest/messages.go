package discordtest

import (
	"encoding/json"
	"slices"
	"time"
)

// Flags of messages.
const (
	flagSuppressEmbeds = 1 << 2
	flagHasThread      = 1 << 5
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagComponentsV2   = 1 << 15
)

// Types of messages.
const (
	typeDefault       = 0
	typeThreadCreated = 18
	typeReply         = 19
	typeCommand       = 20
	typeContextMenu   = 23
)

// message is what is in a channel. The server's mutex guards it.
type message struct {
	id, channel string
	kind        int
	author      string
	content     string
	embeds      []any
	components  []any
	attachments []any
	flags       int
	created     time.Time
	edited      time.Time // zero while it was not
	versions    []Version
	oldEdits    []time.Time // of an hour, after its first hour
	nonce       any
	reference   string // the message it replies to
	mentions    []string
	roles       []string
	everyone    bool
	viewer      string // who alone sees it; "" for all
	act         *interaction
	webhook     string
	pings       Pings
	dropped     int // embeds
	allowed     json.RawMessage
	deleted     time.Time
}

// Version is what a message said from a moment on.
type Version struct {
	At      time.Time `json:"at"`
	Content string    `json:"content"`
	Embeds  int       `json:"embeds"`
}

// Bounds of what is kept of a message.
const (
	maxVersions = 500
	nonceTime   = 5 * time.Minute // how long enforce_nonce finds the first message
	maxContent  = 2000
)

func (c *channel) message(id string) *message {
	i, found := slices.BinarySearchFunc(c.messages, id, func(m *message, id string) int { return before(m.id, id) })
	if !found || !c.messages[i].deleted.IsZero() {
		return nil
	}
	return c.messages[i]
}

// add puts a new message, whose id is the greatest, into its channel.
func (s *Server) add(c *channel, m *message) {
	m.id, m.channel, m.created = s.world.id(s.now()), c.ID, s.now()
	m.version(m.created)
	c.messages = append(c.messages, m)
	c.sent++
	s.dispatchMessage("MESSAGE_CREATE", m)
}

func (m *message) version(at time.Time) {
	if len(m.versions) < maxVersions {
		m.versions = append(m.versions, Version{At: at, Content: m.content, Embeds: len(m.embeds)})
	}
}

// dropEmbeds takes embeds away as Discord does where the bot may not embed:
// without a word.
func (s *Server) dropEmbeds(c *channel, m *message) {
	if s.world.botMay(c).has(embedLinks) || len(m.embeds) == 0 {
		return
	}
	m.dropped += len(m.embeds)
	s.note("%d embeds dropped from a message in channel %s: EMBED_LINKS is missing", len(m.embeds), c.ID)
	m.embeds = nil
}

// createMessage is POST /channels/{channel}/messages.
func (s *Server) createMessage(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	if bad == nil {
		bad = s.mayPost(ch)
	}
	if bad != nil {
		return *bad
	}
	b, bad := parseBody(c.body, c.files)
	if bad != nil {
		return *bad
	}
	m := &message{author: s.world.bot.ID, nonce: b.nonce}
	if known := s.sameNonce(c, ch, m.nonce); known != nil {
		return ok(s.messageWire(known, true))
	}
	if bad := s.refer(c, ch, m); bad != nil {
		return *bad
	}
	if b.flags != nil {
		m.flags = *b.flags & (flagSuppressEmbeds | flagSilent | flagComponentsV2)
	}
	b.apply(m)
	s.dropEmbeds(ch, m)
	if m.empty() {
		return fail(codeEmptyMessage)
	}
	s.ping(ch, m)
	if ch.Archived {
		s.unarchive(ch)
	}
	s.add(ch, m)
	return ok(s.messageWire(m, true))
}

// sameNonce returns the message that the same request has made already.
func (s *Server) sameNonce(c *call, ch *channel, nonce any) *message {
	var enforce bool
	_ = json.Unmarshal(c.body["enforce_nonce"], &enforce)
	if !enforce || nonce == nil {
		return nil
	}
	for _, m := range slices.Backward(ch.messages) {
		if s.now().Sub(m.created) > nonceTime {
			return nil
		}
		if m.author == s.world.bot.ID && m.nonce == nonce && m.deleted.IsZero() {
			s.note("nonce %v found its first message again in channel %s", nonce, ch.ID)
			return m
		}
	}
	return nil
}

// refer makes a message the reply that the request asks for.
func (s *Server) refer(c *call, ch *channel, m *message) *reply {
	raw, there := c.body["message_reference"]
	if !there || string(raw) == "null" {
		return nil
	}
	var ref struct {
		MessageID string `json:"message_id"`
		ChannelID string `json:"channel_id"`
		Fail      *bool  `json:"fail_if_not_exists"`
	}
	if json.Unmarshal(raw, &ref) != nil {
		r := invalid(problem{"message_reference", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"})
		return &r
	}
	if !s.world.botMay(ch).has(readHistory) {
		r := fail(codeNoHistory)
		return &r
	}
	to := ch.message(ref.MessageID)
	if to == nil || to.viewer != "" || ref.ChannelID != "" && ref.ChannelID != ch.ID {
		if ref.Fail != nil && !*ref.Fail {
			return nil
		}
		r := invalid(problem{"message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"})
		return &r
	}
	m.kind, m.reference = typeReply, ref.MessageID
	return nil
}

// channelFor returns the channel of a request, in which the bot may do some
// things.
func (s *Server) channelFor(c *call, needs permissions) (*channel, *reply) {
	ch := s.world.channels[c.params["channel"]]
	var r reply
	switch {
	case ch == nil:
		r = fail(codeUnknownChannel)
	case !s.world.botMay(ch).has(viewChannel):
		r = fail(codeMissingAccess)
	case !s.world.botMay(ch).has(needs):
		r = fail(codeMissingPermissions)
	default:
		return ch, nil
	}
	return nil, &r
}

// mayPost says why the bot may not write in a channel that it sees.
func (s *Server) mayPost(ch *channel) *reply {
	needs := sendMessages
	if ch.Kind == Thread {
		needs = sendInThreads
	}
	may := s.world.botMay(ch)
	var r reply
	switch {
	case ch.Kind == DM && s.world.users[ch.Recipient].NoDM:
		r = fail(codeCannotDM)
	case !may.has(needs):
		r = fail(codeMissingPermissions)
	case ch.Locked && ch.Archived && !may.has(manageThreads):
		r = fail(codeThreadArchived)
	case ch.Locked && !may.has(manageThreads):
		r = fail(codeThreadLocked)
	default:
		return nil
	}
	return &r
}

// messageFor returns the message of a request, if everybody sees it.
func (s *Server) messageFor(c *call) (*channel, *message, *reply) {
	ch, bad := s.channelFor(c, 0)
	if bad != nil {
		return nil, nil, bad
	}
	m := ch.message(c.params["message"])
	if m == nil || m.viewer != "" {
		r := fail(codeUnknownMessage)
		return nil, nil, &r
	}
	return ch, m, nil
}

// removeMessage is DELETE /channels/{channel}/messages/{message}.
func (s *Server) removeMessage(c *call) reply {
	ch, m, bad := s.messageFor(c)
	if bad != nil {
		return *bad
	}
	if m.author != s.world.bot.ID && !s.world.botMay(ch).has(manageMessage) {
		return fail(codeMissingPermissions)
	}
	s.remove(m)
	return noContent()
}

func (s *Server) remove(m *message) {
	m.deleted = s.now()
	s.dispatchDeleted(m)
}

// startTyping is POST /channels/{channel}/typing.
func (s *Server) startTyping(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	if bad == nil {
		bad = s.mayPost(ch)
	}
	if bad != nil {
		return *bad
	}
	ch.typing = append(ch.typing, Typing{At: s.now(), User: s.world.bot.ID})
	return noContent()
}

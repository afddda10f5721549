package discordtest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Kinds of interactions.
const (
	ActCommand        = "command"         // a slash command
	ActMessageCommand = "message_command" // a command on a message
	ActComponent      = "component"       // a button or a select
	ActAutocomplete   = "autocomplete"    // a letter typed into an option
	ActModal          = "modal"           // a form that was sent off
)

// Discord's times for interactions.
const (
	firstResponse = 3 * time.Second
	tokenLife     = 15 * time.Minute
)

// tokenPrefix begins every token: "interaction:" in base64.
const tokenPrefix = "aW50ZXJhY3Rpb246"

// States of an interaction, as its user sees it.
const (
	StateWaiting  = "waiting"  // for the first response, which may yet come
	StateLoading  = "loading"  // deferred: the bot is thinking
	StateAnswered = "answered" // there is a response
	StateFailed   = "failed"   // the application did not respond
)

// Interaction is what a user did, and what came of it.
type Interaction struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Name     string `json:"name,omitempty"` // of the command, with its subcommands
	CustomID string `json:"custom_id,omitempty"`
	User     string `json:"user"`
	Channel  string `json:"channel"`
	Guild    string `json:"guild,omitempty"`

	Created   time.Time `json:"created"`
	Delivered bool      `json:"delivered"` // a connection took it when it happened
	State     string    `json:"state"`
	// FirstResponse is how long the first response took; 0 while there is none.
	FirstResponse time.Duration   `json:"first_response,omitempty"`
	Callback      int             `json:"callback,omitempty"` // its type
	Ephemeral     bool            `json:"ephemeral,omitempty"`
	Choices       []Choice        `json:"choices,omitempty"`  // of an autocomplete, never nil after it
	Modal         json.RawMessage `json:"modal,omitempty"`    // the form that was opened
	Original      string          `json:"original,omitempty"` // the message that is @original
	Messages      []string        `json:"messages,omitempty"` // all that it made, in order
	TokenExpired  bool            `json:"token_expired,omitempty"`
	Errors        []int           `json:"errors,omitempty"` // codes that requests about it got
}

type interaction struct {
	Interaction
	token   string
	command *command
	message string // the target, or the one with the component
	from    string // the interaction that opened the form
	locale  string
	data    object
}

// newAct makes an interaction in a channel that its user sees.
func (s *Server) newAct(kind, user, channelID, locale string) (*interaction, *channel, error) {
	u, c := s.world.users[user], s.world.channels[channelID]
	switch {
	case u == nil:
		return nil, nil, fmt.Errorf("no user has the id %q", user)
	case c == nil:
		return nil, nil, fmt.Errorf("no channel has the id %q", channelID)
	case c.Kind == DM && c.Recipient != user:
		return nil, nil, fmt.Errorf("channel %s is another user's", channelID)
	case c.Guild != "" && s.world.guilds[c.Guild].removed:
		return nil, nil, fmt.Errorf("the bot is not in guild %s", c.Guild)
	}
	set(&locale, u.Locale)
	a := &interaction{locale: locale}
	a.ID, a.Kind, a.User, a.Channel, a.Guild = s.world.id(s.now()), kind, user, c.ID, c.Guild
	a.Created = s.now()
	a.token = tokenPrefix + base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s:%032x", a.ID, s.world.lastID*2654435761))
	return a, c, nil
}

// Discord's numbers for kinds of interactions.
var actNumbers = map[string]int{ActCommand: 2, ActMessageCommand: 2, ActComponent: 3, ActAutocomplete: 4, ActModal: 5}

func (a *interaction) number() int { return actNumbers[a.Kind] }

// deliver sends an interaction to the bot.
func (s *Server) deliver(a *interaction, c *channel) Interaction {
	s.acts[a.ID], s.tokens[a.token] = a, a
	o := s.actWire(a, c)
	a.Delivered = s.dispatch(event{name: "INTERACTION_CREATE", guild: a.Guild, data: func(*session) any { return o }})
	return s.show(a)
}

func (s *Server) actWire(a *interaction, c *channel) object {
	may := s.world.botMay(c)
	if c.Kind == DM {
		may = usual
	}
	place := s.channelWire(c)
	o := object{
		"id": a.ID, "application_id": s.world.app, "type": a.number(), "token": a.token, "version": 1,
		"channel_id": c.ID, "channel": place, "locale": a.locale, "data": a.data, "app_permissions": may.String(),
		"entitlements": []any{}, "authorizing_integration_owners": s.owners(a), "context": 1, "attachment_size_limit": 10 << 20,
	}
	if g := s.world.guilds[a.Guild]; g != nil {
		m := s.memberWire(g, a.User)
		m["user"], m["permissions"] = s.userWire(a.User), g.memberMay(a.User).String()
		o["member"], o["guild_id"], o["guild_locale"], o["context"] = m, g.ID, g.Locale, 0
		o["guild"] = object{"id": g.ID, "locale": g.Locale, "features": []any{}}
		place["permissions"] = g.memberMay(a.User).String()
	} else {
		o["user"] = s.userWire(a.User)
	}
	if a.message != "" && a.Kind != ActMessageCommand {
		if _, m := s.world.findMessage(a.message); m != nil {
			o["message"] = s.messageWire(m, true)
		}
	}
	return o
}

// owners says by which installation the bot is here: the guild's, or in its
// own direct messages none.
func (s *Server) owners(a *interaction) object {
	if a.Guild != "" {
		return object{"0": a.Guild}
	}
	return object{"0": "0"}
}

// show is the interaction as it stands now.
func (s *Server) show(a *interaction) Interaction {
	out := a.Interaction
	out.TokenExpired = s.now().Sub(a.Created) > tokenLife
	switch {
	case a.Callback == 0 && s.now().Sub(a.Created) > firstResponse:
		out.State = StateFailed
	case a.Callback == 0:
		out.State = StateWaiting
	default:
		out.State = StateAnswered
		if _, m := s.world.findMessage(a.Original); m != nil && m.flags&flagLoading != 0 {
			out.State = StateLoading
			if out.TokenExpired {
				out.State = StateFailed
			}
		}
	}
	out.Messages = slices.Clone(a.Messages)
	out.Errors = slices.Clone(a.Errors)
	return out
}

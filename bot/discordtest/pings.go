package discordtest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Pings says whom a message calls: what Discord makes of its text and its
// allowed_mentions. Permissions are left out of account, so that a ping that
// only they prevent shows.
type Pings struct {
	Users    []string `json:"users,omitempty"`
	Roles    []string `json:"roles,omitempty"`
	Everyone bool     `json:"everyone,omitempty"`
	Here     bool     `json:"here,omitempty"`
	Replied  string   `json:"replied,omitempty"` // the user who is replied to
}

// None reports whether nobody is called.
func (p Pings) None() bool {
	return len(p.Users) == 0 && len(p.Roles) == 0 && !p.Everyone && !p.Here && p.Replied == ""
}

var (
	codeSpan    = regexp.MustCompile("(?s)```.*?```|``.*?``|`[^`]*`")
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
	hereMention = regexp.MustCompile(`@here\b`)
	allMention  = regexp.MustCompile(`@everyone\b`)
)

func mentioned(re *regexp.Regexp, text string) []string {
	var ids []string
	for _, m := range re.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(ids, m[1]) {
			ids = append(ids, m[1])
		}
	}
	return ids
}

// ping works out whom a message of the bot calls, and so mentions.
func (s *Server) ping(c *channel, m *message) {
	text := codeSpan.ReplaceAllString(m.content, "")
	allowed := parseAllowed(m.allowed)
	var p Pings
	for _, id := range mentioned(userMention, text) {
		if s.world.users[id] != nil && allowed.permits("users", id) {
			p.Users = append(p.Users, id)
		}
	}
	for _, id := range mentioned(roleMention, text) {
		if allowed.permits("roles", id) {
			p.Roles = append(p.Roles, id)
		}
	}
	all := allowed == nil || slices.Contains(allowed.Parse, "everyone")
	p.Everyone = all && allMention.MatchString(text)
	p.Here = all && hereMention.MatchString(text)
	p.Replied = replied(c, m, allowed)
	m.pings, m.mentions, m.roles, m.everyone = p, p.Users, p.Roles, p.Everyone || p.Here
	if p.Replied != "" && !slices.Contains(m.mentions, p.Replied) {
		m.mentions = append(slices.Clone(m.mentions), p.Replied)
	}
}

// allowedMentions is the field of that name; nil stands for an absent one.
type allowedMentions struct {
	Parse   []string `json:"parse"`
	Users   []string `json:"users"`
	Roles   []string `json:"roles"`
	Replied bool     `json:"replied_user"`
}

func parseAllowed(raw json.RawMessage) *allowedMentions {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	a := new(allowedMentions)
	_ = json.Unmarshal(raw, a)
	return a
}

// permits reports whether one of the "users" or "roles" may be called.
func (a *allowedMentions) permits(kind, id string) bool {
	if a == nil || slices.Contains(a.Parse, kind) {
		return true
	}
	return slices.Contains(map[string][]string{"users": a.Users, "roles": a.Roles}[kind], id)
}

// replied is the author of the message that is replied to, if that calls them.
func replied(c *channel, m *message, a *allowedMentions) string {
	if m.reference == "" || a != nil && !a.Replied {
		return ""
	}
	if to := c.message(m.reference); to != nil && to.author != m.author {
		return to.author
	}
	return ""
}

// Link is an address in a message.
type Link struct {
	URL string `json:"url"`
	// Kind is "bare", "angle" (in angle brackets), "masked" ([text](url)) or
	// "invite".
	Kind    string `json:"kind"`
	In      string `json:"in"`      // "content", "embeds[0].description" …
	Unfurls bool   `json:"unfurls"` // a preview is shown below the message
}

var (
	maskedLink = regexp.MustCompile(`\[[^\]\n]+\]\(\s*<?(https?://[^\s<>)]+)>?[^)\n]*\)`)
	angleLink  = regexp.MustCompile(`<(https?://[^\s<>]+)>`)
	bareLink   = regexp.MustCompile(`https?://[^\s<>]+`)
	inviteLink = regexp.MustCompile(`(?i)(?:https?://)?(?:www\.)?(?:discord\.gg|discord(?:app)?\.com/invite)/[\w-]+`)
)

// links finds what Discord makes clickable, or previews, in a text. A
// backslash before it, or code around it, keeps a link from being one.
func links(text, in string, unfurls bool) []Link {
	text = codeSpan.ReplaceAllStringFunc(text, func(code string) string { return strings.Repeat(" ", len(code)) })
	var out []Link
	take := func(re *regexp.Regexp, group int, kind string, unfurls bool) {
		for _, at := range re.FindAllStringSubmatchIndex(text, -1) {
			from, to := at[2*group], at[2*group+1]
			if at[0] > 0 && text[at[0]-1] == '\\' {
				continue
			}
			out = append(out, Link{URL: strings.TrimRight(text[from:to], ".,:;!?'\")"), Kind: kind, In: in, Unfurls: unfurls})
			// What was taken is not to be found again as another kind.
			text = text[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + text[at[1]:]
		}
	}
	take(inviteLink, 0, "invite", unfurls)
	take(maskedLink, 1, "masked", unfurls)
	take(angleLink, 1, "angle", false)
	take(bareLink, 0, "bare", unfurls)
	return out
}

// messageLinks are the links of a message and of its embeds.
func messageLinks(m *message) []Link {
	out := links(m.content, "content", m.flags&flagSuppressEmbeds == 0)
	for i, e := range m.embeds {
		o, isObject := e.(object)
		if !isObject {
			continue
		}
		at := "embeds[" + strconv.Itoa(i) + "]."
		if u, has := o["url"].(string); has {
			out = append(out, Link{URL: u, Kind: "masked", In: at + "url"})
		}
		if d, has := o["description"].(string); has {
			out = append(out, links(d, at+"description", false)...)
		}
		fields, _ := o["fields"].([]any)
		for n, f := range fields {
			if field, isObject := f.(object); isObject {
				value, _ := field["value"].(string)
				out = append(out, links(value, at+"fields["+strconv.Itoa(n)+"].value", false)...)
			}
		}
	}
	return out
}

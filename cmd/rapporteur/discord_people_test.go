package main

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/bot/discordtest"
)

// verbs are what people do: alice VERB [in PLACE] ARGS... A place is general
// (where none is named), other, dm, or thread. In texts, @bot and @alice are
// mentions; an apostrophe is written twice.
//
//	asks TEXT            says it to the bot: with its mention, except in dm
//	says TEXT            says it as it stands, and no reply is expected
//	replies TEXT         replies to the last reply that was looked at and all can see
//	replies-quietly TEXT the same, without a ping
//	uses COMMAND [SUBCOMMAND] [OPTION=VALUE]...   with @offered: what was offered first
//	                     OPTION=file:NAME[,size=N][,status=N][,url=URL] hands in a file of the script
//	types COMMAND [OPTION=VALUE]...   into the last option; see offers
//	right-clicks COMMAND uses a command on the message that was said last
//	presses ACTION       a button of the last reply that was looked at and has it
//	forges ACTION        the same on a message that they do not see
//	chooses ACTION VALUE the same in a select
//	deletes              their own last message
//	speaks LOCALE        has their Discord in that language from now on
var verbs = map[string]func(c *stage, ctx context.Context, w wish) error{
	"asks":            (*stage).ask,
	"says":            (*stage).says,
	"replies":         (*stage).replyTo,
	"replies-quietly": (*stage).replyTo,
	"uses":            (*stage).uses,
	"types":           (*stage).types,
	"right-clicks":    (*stage).rightClicks,
	"presses":         (*stage).presses,
	"chooses":         (*stage).presses,
	"forges":          (*stage).presses,
	"deletes":         (*stage).deletes,
	"speaks":          (*stage).speaks,
}

// wish is what somebody wants to do.
type wish struct {
	who, verb string
	channel   string // id of the place
	dm        bool
	args      []string
}

// text returns the words of a wish.
func (w wish) text() string { return strings.Join(w.args, " ") }

// act does what a line of a script says that somebody does; with ! it has to be
// impossible.
func (c *stage) act(ts *testscript.TestScript, neg bool, who string, args []string) {
	if len(args) == 0 || verbs[args[0]] == nil {
		ts.Fatalf("usage: %s VERB [in PLACE] ARGS..., with one of the verbs in discord_people_test.go", who)
	}
	ctx, cancel := soon()
	defer cancel()
	w := wish{who: who, verb: args[0], args: args[1:], channel: c.places["general"]}
	if len(w.args) >= 2 && w.args[0] == "in" {
		place := w.args[1]
		w.args, w.dm = w.args[2:], place == "dm"
		channel, err := c.place(ctx, who, place)
		ts.Check(err)
		w.channel = channel
	}
	switch err := verbs[w.verb](c, ctx, w); {
	case neg && err == nil:
		ts.Fatalf("%s can do that", who)
	case !neg && err != nil:
		ts.Fatalf("%s cannot do that: %v\n%s", who, err, c.lastLog())
	case neg:
		ts.Logf("%v", err)
	}
}

// place returns the id of a place as somebody knows it.
func (c *stage) place(ctx context.Context, who, place string) (string, error) {
	if place != "dm" {
		if id := c.places[place]; id != "" {
			return id, nil
		}
		return "", fmt.Errorf("there is no place %q", place)
	}
	channel, err := c.AddChannel(ctx, discordtest.Channel{Kind: discordtest.DM, Recipient: c.users[who]})
	return channel.ID, err
}

// mentions puts ids in the place of names.
func (c *stage) mentions(text string) string {
	names := []string{"@bot", "<@" + c.me.ID + ">"}
	for _, name := range people {
		names = append(names, "@"+name, "<@"+c.users[name]+">")
	}
	return strings.NewReplacer(names...).Replace(text)
}

// asked notes what was done, so that its replies can be looked at and counted.
func (c *stage) asked(a *asking) {
	c.asks, c.current = append(c.asks, a), a
}

func (c *stage) ask(ctx context.Context, w wish) error {
	return c.sends(ctx, w, discordtest.Post{Content: c.addressed(w)}, 1)
}

// addressed returns the words with the bot's mention where it is needed.
func (c *stage) addressed(w wish) string {
	if w.dm {
		return c.mentions(w.text())
	}
	return c.mentions("@bot " + w.text())
}

func (c *stage) says(ctx context.Context, w wish) error {
	return c.sends(ctx, w, discordtest.Post{Content: c.mentions(w.text()), Webhook: w.who == "hook"}, 0)
}

func (c *stage) sends(ctx context.Context, w wish, p discordtest.Post, replies int) error {
	p.Author = c.users[w.who]
	if p.Channel == "" {
		p.Channel = w.channel
	}
	m, err := c.Post(ctx, p)
	if err == nil {
		c.asked(&asking{who: w.who, words: w.text(), post: m, replies: replies})
	}
	return err
}

func (c *stage) replyTo(ctx context.Context, w wish) error {
	for _, id := range slices.Backward(c.seen) {
		m, err := c.Message(ctx, id)
		switch {
		case err != nil:
			return err
		case !m.Ephemeral:
			return c.sends(ctx, w, discordtest.Post{
				Content: c.mentions(w.text()), Channel: m.Channel, ReplyTo: id, NoPing: w.verb == "replies-quietly",
			}, 1)
		}
	}
	return errors.New("there is no reply to reply to")
}

// slash reads a command with its options.
func (c *stage) slash(w wish) (s discordtest.Slash, last string) {
	s = discordtest.Slash{User: c.users[w.who], Channel: w.channel, Options: map[string]any{}}
	var name []string
	for _, arg := range w.args {
		option, value, given := strings.Cut(arg, "=")
		switch {
		case !given:
			name = append(name, arg)
			continue
		case value == "true", value == "false":
			s.Options[option] = value == "true"
		case value == "@offered" && c.typed != nil && len(c.typed.Choices) > 0:
			s.Options[option] = c.typed.Choices[0].Value
		case strings.HasPrefix(value, "file:"):
			if s.Files == nil {
				s.Files = map[string]discordtest.Upload{}
			}
			s.Files[option] = c.upload(value[len("file:"):])
		case strings.HasPrefix(value, "#") && c.places[value[1:]] != "":
			s.Options[option] = c.places[value[1:]]
		default:
			s.Options[option] = c.mentions(value)
		}
		last = option
	}
	s.Name = strings.Join(name, " ")
	return s, last
}

// upload reads a file of the script, with what Discord is to say of it.
func (c *stage) upload(spec string) discordtest.Upload {
	name, rest, _ := strings.Cut(spec, ",")
	data, _ := os.ReadFile(filepath.Join(c.env.WorkDir, name)) // one that is not there is empty
	u := discordtest.Upload{Name: filepath.Base(name), ContentType: mime.TypeByExtension(filepath.Ext(name)), Data: data}
	for setting := range strings.SplitSeq(rest, ",") {
		switch key, value, _ := strings.Cut(setting, "="); key {
		case "size":
			u.Size, _ = strconv.Atoi(value)
		case "status":
			u.Status, _ = strconv.Atoi(value)
		case "url":
			u.URL = value
		case "redirect":
			u.Redirect = value
		}
	}
	return u
}

func (c *stage) uses(ctx context.Context, w wish) error {
	s, _ := c.slash(w)
	i, err := c.Slash(ctx, s)
	return c.acted(w, i, err)
}

// acted notes an interaction.
func (c *stage) acted(w wish, i discordtest.Interaction, err error) error {
	if err == nil {
		c.asked(&asking{who: w.who, words: w.text(), act: i.ID, replies: 1})
	}
	return err
}

func (c *stage) types(ctx context.Context, w wish) error {
	s, last := c.slash(w)
	i, err := c.Autocomplete(ctx, s, last)
	if err != nil {
		return err
	}
	i, err = c.WaitInteraction(ctx, i.ID, nil)
	c.typed = &i
	return err
}

func (c *stage) rightClicks(ctx context.Context, w wish) error {
	if c.current == nil || c.current.act != "" {
		return errors.New("no message was said last")
	}
	i, err := c.MessageCommand(ctx, discordtest.Target{
		User: c.users[w.who], Channel: c.current.post.Channel, Name: w.text(), Message: c.current.post.ID,
	})
	return c.acted(w, i, err)
}

func (c *stage) presses(ctx context.Context, w wish) error {
	if len(w.args) == 0 {
		return errors.New("a button has to be named")
	}
	for _, id := range slices.Backward(c.seen) {
		m, err := c.Message(ctx, id)
		if err != nil {
			return err
		}
		for _, part := range m.Parts() {
			if actionOf(part) == w.args[0] {
				i, err := c.Press(ctx, discordtest.Press{User: c.users[w.who], Message: m.ID, CustomID: part.CustomID, Values: w.args[1:], Forged: w.verb == "forges"})
				return c.acted(w, i, err)
			}
		}
	}
	return fmt.Errorf("no reply has the button %q", w.args[0])
}

// actionOf names a button or select: by its action, and where several have the
// same, by its label: "Before", "Next".
func actionOf(p discordtest.Component) string {
	action, _, _ := strings.Cut(p.CustomID, ":")
	if action == "passage" || action == "page" {
		return p.Label
	}
	return action
}

func (c *stage) deletes(ctx context.Context, w wish) error {
	for n := len(c.asks) - 1; n >= 0; n-- {
		if a := c.asks[n]; a.who == w.who && a.act == "" {
			return c.DeleteMessage(ctx, a.post.ID)
		}
	}
	return errors.New("there is no message of theirs")
}

func (c *stage) speaks(ctx context.Context, w wish) error {
	return c.SetUser(ctx, discordtest.User{ID: c.users[w.who], Name: w.who, Locale: w.text()})
}

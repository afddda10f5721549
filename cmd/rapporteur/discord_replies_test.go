package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/bot/discordtest"
)

// replyCommands are the commands about the reply to what was said or done last.
// Those that look for something wait until it is there.
var replyCommands = map[string]func(*stage, *testscript.TestScript, bool, []string){
	"shows":        (*stage).shows,
	"buttons":      (*stage).buttons,
	"seen-by":      (*stage).seenBy,
	"offers":       (*stage).offers,
	"reads":        (*stage).reads,
	"grew":         (*stage).grew,
	"acknowledged": (*stage).acknowledged,
	"unanswered":   (*stage).unanswered,
	"code-in-log":  (*stage).codeInLog,
	"print":        (*stage).print,
	"picture":      (*stage).picture,
}

// replies returns the messages that reply to what was asked, the first first:
// as replies in the channel, in a thread of the question, or as responses of an
// interaction.
func (c *stage) replies(ctx context.Context, a *asking) ([]discordtest.Message, error) {
	if a.act != "" {
		return c.responses(ctx, a.act)
	}
	list, err := c.Messages(ctx, a.post.Channel, "")
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(m discordtest.Message) bool { return m.ReplyTo != a.post.ID })
	if asked, err := c.Message(ctx, a.post.ID); err == nil && asked.Thread != "" {
		inside, err := c.Messages(ctx, asked.Thread, "")
		if err != nil {
			return nil, err
		}
		c.places["thread"] = asked.Thread
		list = append(list, slices.DeleteFunc(inside, func(m discordtest.Message) bool { return m.ReplyTo != "" })...)
	}
	return slices.DeleteFunc(list, func(m discordtest.Message) bool { return m.Author.ID != c.me.ID }), nil
}

func (c *stage) responses(ctx context.Context, act string) ([]discordtest.Message, error) {
	i, err := c.Interaction(ctx, act)
	if err != nil || i.Original == "" {
		return nil, err
	}
	var list []discordtest.Message
	for _, id := range append([]string{i.Original}, slices.DeleteFunc(i.Messages, func(id string) bool { return id == i.Original })...) {
		m, err := c.Message(ctx, id)
		if err != nil {
			return nil, err
		}
		if !m.Loading && m.Deleted.IsZero() {
			list = append(list, m)
		}
	}
	return list, nil
}

// textOf returns everything that is read in messages.
func textOf(list []discordtest.Message) string {
	var lines []string
	for _, m := range list {
		lines = append(lines, m.Content)
		for _, e := range m.Embeds {
			lines = append(lines, e.Author.Name, e.Title, e.Description)
			for _, f := range e.Fields {
				lines = append(lines, f.Name, f.Value)
			}
			lines = append(lines, e.Footer.Text)
		}
	}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n")
}

// await waits until the reply to the current question is as it should be.
func (c *stage) await(ts *testscript.TestScript, what string, right func(list []discordtest.Message) bool) {
	if c.current == nil {
		ts.Fatalf("nothing was asked")
	}
	c.current.replies = max(c.current.replies, 1)
	ctx, cancel := soon()
	defer cancel()
	var list []discordtest.Message
	err := c.Wait(ctx, func() (bool, error) {
		now, err := c.replies(ctx, c.current)
		if err != nil {
			return false, err
		}
		list = now
		return len(list) > 0 && right(list), nil
	})
	if err != nil {
		ts.Fatalf("%s: %v; the reply is:\n%s\n%s\n%s", what, err, textOf(list), strings.Join(actions(list), " "), c.lastLog())
	}
	c.answer = list[0]
	for _, m := range list {
		c.seen = append(slices.DeleteFunc(c.seen, func(id string) bool { return id == m.ID }), m.ID)
	}
}

// shows REGEXP... waits until the reply matches each; ! shows wants it to match
// none, once it is there.
func (c *stage) shows(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: shows REGEXP...")
	}
	for _, arg := range args {
		re, err := regexp.Compile("(?m)" + arg)
		ts.Check(err)
		if !neg {
			c.await(ts, "shows "+arg, func(list []discordtest.Message) bool { return re.MatchString(textOf(list)) })
			continue
		}
		var text string
		c.await(ts, "a reply", func(list []discordtest.Message) bool { text = textOf(list); return true })
		if re.MatchString(text) {
			ts.Fatalf("the reply matches %s:\n%s", arg, text)
		}
	}
}

func actions(list []discordtest.Message) []string {
	out := []string{}
	for _, m := range list {
		for _, p := range m.Parts() {
			name := actionOf(p)
			if p.Disabled {
				name = "-" + name
			}
			out = append(out, name)
		}
	}
	return out
}

// buttons [ACTION]... wants the reply to have just these buttons and selects in
// that order; one with a - before it cannot be pressed.
func (c *stage) buttons(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: buttons [ACTION]...")
	}
	c.await(ts, "buttons "+strings.Join(args, " "), func(list []discordtest.Message) bool {
		return slices.Equal(actions(list), append([]string{}, args...))
	})
}

// seen-by NAME wants the reply to be seen by that one only; seen-by everyone, by
// all.
func (c *stage) seenBy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || args[0] != "everyone" && c.users[args[0]] == "" {
		ts.Fatalf("usage: seen-by NAME|everyone")
	}
	c.await(ts, "a reply", func([]discordtest.Message) bool { return true })
	ctx, cancel := soon()
	defer cancel()
	for _, name := range people {
		list, err := c.Messages(ctx, c.answer.Channel, c.users[name])
		ts.Check(err)
		sees := slices.ContainsFunc(list, func(m discordtest.Message) bool { return m.ID == c.answer.ID })
		if want := args[0] == "everyone" || args[0] == name; sees != want {
			ts.Fatalf("%s sees the reply: %v, want %v", name, sees, want)
		}
	}
}

// offers REGEXP... wants each to match a choice that is offered for what was
// typed; ! offers wants none to.
func (c *stage) offers(ts *testscript.TestScript, neg bool, args []string) {
	if c.typed == nil || len(args) == 0 {
		ts.Fatalf("usage: offers REGEXP..., after somebody types")
	}
	for _, arg := range args {
		re, err := regexp.Compile(arg)
		ts.Check(err)
		if found := slices.ContainsFunc(c.typed.Choices, func(o discordtest.Choice) bool { return re.MatchString(o.Name) }); found == neg {
			ts.Fatalf("offered are %v", c.typed.Choices)
		}
	}
}

// reads NAME PLACE REGEXP waits until somebody sees a message of the bot there
// that matches: one that replies to nothing.
func (c *stage) reads(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: reads NAME PLACE REGEXP")
	}
	re, err := regexp.Compile("(?m)" + args[2])
	ts.Check(err)
	ctx, cancel := soon()
	defer cancel()
	channel, err := c.place(ctx, args[0], args[1])
	ts.Check(err)
	_, err = c.WaitMessage(ctx, channel, c.users[args[0]], func(m discordtest.Message) bool {
		return m.Author.ID == c.me.ID && re.MatchString(textOf([]discordtest.Message{m}))
	})
	if err != nil {
		ts.Fatalf("%s reads nothing that matches %s: %v\n%s", args[0], args[2], err, c.lastLog())
	}
}

// grew REGEXP wants the reply to have been there before with a text that
// matches, and to be another now.
func (c *stage) grew(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: grew REGEXP")
	}
	re, err := regexp.Compile(args[0])
	ts.Check(err)
	versions := c.answer.Versions
	for n := range len(versions) - 1 {
		if re.MatchString(versions[n].Content) {
			return
		}
	}
	ts.Fatalf("the reply was never what matches %s: %+v", args[0], versions)
}

// acknowledged waits until it shows that the bot has taken up what was said or
// done last: by its typing, or its thinking.
func (c *stage) acknowledged(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 || c.current == nil {
		ts.Fatalf("usage: acknowledged, after somebody asks")
	}
	ctx, cancel := soon()
	defer cancel()
	ts.Check(c.Wait(ctx, func() (bool, error) {
		if c.current.act != "" {
			i, err := c.Interaction(ctx, c.current.act)
			return i.Callback != 0, err
		}
		list, err := c.Typing(ctx, c.current.post.Channel)
		return slices.ContainsFunc(list, func(t discordtest.Typing) bool { return !t.At.Before(c.current.post.Created) }), err
	}))
}

// unanswered says that what was said or done last gets no reply, which the end
// of the script makes sure of.
func (c *stage) unanswered(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 || c.current == nil {
		ts.Fatalf("usage: unanswered, after somebody asks")
	}
	c.current.replies = 0
}

var shownCode = regexp.MustCompile("code `([0-9a-f]+)`")

// code-in-log wants the code that the reply shows to stand in the log.
func (c *stage) codeInLog(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: code-in-log")
	}
	var code []string
	c.await(ts, "a code", func(list []discordtest.Message) bool {
		code = shownCode.FindStringSubmatch(textOf(list))
		return code != nil
	})
	c.logs(ts, false, []string{"level=ERROR .*code=" + code[1]})
}

// print logs the reply, for who writes a script.
func (c *stage) print(ts *testscript.TestScript, _ bool, _ []string) {
	c.await(ts, "a reply", func(list []discordtest.Message) bool {
		ts.Logf("%s\n[%s]", textOf(list), strings.Join(actions(list), "] ["))
		return true
	})
}

// picture NAME writes what is seen of the conversation by who asked last as
// $RAPPORTEUR_PICTURES/NAME.json, to be drawn; without that, nothing.
func (c *stage) picture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || c.current == nil {
		ts.Fatalf("usage: picture NAME")
	}
	folder := os.Getenv("RAPPORTEUR_PICTURES")
	if folder == "" {
		return
	}
	ctx, cancel := soon()
	defer cancel()
	t, err := c.Transcript(ctx, c.answer.Channel, c.users[c.current.who])
	ts.Check(err)
	text, err := json.MarshalIndent(t, "", "  ")
	ts.Check(err)
	ts.Check(os.MkdirAll(folder, 0o755))
	ts.Check(os.WriteFile(filepath.Join(folder, args[0]+".json"), append(text, '\n'), 0o644))
}

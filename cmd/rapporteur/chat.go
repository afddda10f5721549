package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"rapporteur/answer"
	"rapporteur/corpus"
)

const chatExamples = `  rapporteur chat
  printf 'Who is the UN envoy?\nWhat did he say?\n' | rapporteur chat`

func newChat(a *app) *cobra.Command {
	var writer string
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Ask in a conversation",
		Long: `Ask in a conversation: a question may refer to the ones before it. The up and
down keys bring back earlier lines, Tab completes commands, Ctrl-D ends.

` + chatHelp,
		Example: chatExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.chooseWriter(writer); err != nil {
				return err
			}
			return a.chat(cmd.Context())
		},
	}
	addWriterFlag(cmd, &writer, modelIfSet)
	return cmd
}

const chatHelp = `Commands:
  /ask QUESTION   the same as the question alone
  /summary [SCOPE], /timeline [SCOPE], /quotes [SPEAKER], /compare A | B, /check TEXT
                  the same as the commands, with their flags: /quotes Kerry --about Assad
  /sources        the sources of the last answer, with the passages around them
  /passages       the passages that the last answer was chosen from
  /lookup WORDS   passages that match, without an answer
  /articles       the articles and the dates they cover
  /coverage       dates, publishers, events and actors covered, and what is thin
  /forget         forget the conversation so far
  /help           this list
  /quit           end (also Ctrl-D)`

// chatCommands are what Tab completes.
var chatCommands = []string{
	"/ask ", "/articles", "/check ", "/compare ", "/coverage", "/forget", "/help", "/lookup ", "/passages", "/quit",
	"/quotes ", "/sources", "/summary ", "/timeline ",
}

// maxTurns bounds what is remembered of a conversation; maxChatLine one line.
const (
	maxTurns    = 12
	maxChatLine = 64 << 10
	chatLookups = 5
)

// conversation is one chat. It is used by one goroutine.
type conversation struct {
	app    *app
	engine *answer.Engine
	out    io.Writer
	cook   func() func() // lets the terminal handle keys itself, Ctrl-C above all, until the function returned is called
	turns  []answer.Turn // oldest first, at most maxTurns
	last   *lastShown    // nil before the first
}

// errQuit ends a conversation.
var errQuit = errors.New("quit")

func (a *app) chat(ctx context.Context) error {
	if a.json {
		return usagef("chat has no JSON output; for that: rapporteur ask --json")
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	c := &conversation{app: a, engine: engine, out: a.stdout, cook: func() func() { return func() {} }}
	readLine, restore, err := c.open()
	if err != nil {
		return err
	}
	defer restore()
	for {
		line, err := nextLine(ctx, readLine)
		if err == nil {
			raw := c.cook() // a model may take long, and Ctrl-C must end it
			err = c.handle(ctx, line)
			raw()
		}
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, errQuit) || ctx.Err() != nil:
			return nil
		case errors.Is(err, bufio.ErrTooLong):
			fmt.Fprintf(c.out, "That line is longer than %d KiB and was left out. Ask in a sentence or two.\n", maxChatLine>>10)
		case err != nil:
			return err
		}
	}
}

// open returns the way to read lines: with history and editing when both ends
// are a terminal, else line by line without a prompt. restore undoes what it
// did to the terminal.
func (c *conversation) open() (readLine func() (string, error), restore func(), err error) {
	if !isTerminal(c.app.stdin) || !isTerminal(c.app.stdout) {
		lines := bufio.NewReaderSize(c.app.stdin, maxChatLine)
		return func() (string, error) { return wholeLine(lines) }, func() {}, nil
	}
	in, out := c.app.stdin.(*os.File), c.app.stdout.(*os.File)
	before, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, nil, fmt.Errorf("prepare the terminal: %w", err)
	}
	c.cook = func() func() {
		_ = term.Restore(int(in.Fd()), before)
		return func() { _, _ = term.MakeRaw(int(in.Fd())) }
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, "> ")
	t.AutoCompleteCallback = completeCommand
	t.SetBracketedPasteMode(true)
	c.out = t
	fmt.Fprintf(t, "%s. Ask, or /help.\n", coverageLine(c.app.loaded))
	readLine = func() (string, error) {
		if columns, rows, err := term.GetSize(int(out.Fd())); err == nil && columns > 0 {
			_ = t.SetSize(columns, rows)
		}
		line, err := t.ReadLine()
		if errors.Is(err, term.ErrPasteIndicator) {
			err = nil
		}
		return line, err
	}
	return readLine, func() {
		t.SetBracketedPasteMode(false)
		_ = term.Restore(int(in.Fd()), before)
		fmt.Fprintln(out)
	}, nil
}

// wholeLine returns the next line of r without its end, [io.EOF] after the
// last, or [bufio.ErrTooLong] for a line that does not fit r's buffer, which is
// then read past.
func wholeLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadSlice('\n')
	tooLong := errors.Is(err, bufio.ErrBufferFull)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return "", err
	case tooLong:
		return "", bufio.ErrTooLong
	case err != nil && len(line) == 0:
		return "", io.EOF
	}
	return strings.TrimRight(string(line), "\r\n"), nil
}

// nextLine waits for a line or for ctx. A read from a terminal cannot be
// called off: when ctx ends first, the reader stays behind until the program
// ends, which is next.
func nextLine(ctx context.Context, readLine func() (string, error)) (string, error) {
	type result struct {
		line string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		line, err := readLine()
		got <- result{line, err}
	}()
	select {
	case r := <-got:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// completeCommand completes a /command on Tab.
func completeCommand(line string, pos int, key rune) (string, int, bool) {
	if key != '\t' || pos != len(line) || !strings.HasPrefix(line, "/") {
		return "", 0, false
	}
	var fits []string
	for _, command := range chatCommands {
		if strings.HasPrefix(command, line) {
			fits = append(fits, command)
		}
	}
	if len(fits) != 1 {
		return "", 0, false
	}
	return fits[0], len(fits[0]), true
}

// handle answers one line.
func (c *conversation) handle(ctx context.Context, line string) error {
	line = strings.TrimSpace(line)
	command, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case line == "":
		return nil
	case !strings.HasPrefix(line, "/"):
		return c.ask(ctx, line)
	}
	switch strings.ToLower(command) {
	case "/ask":
		if rest == "" {
			return c.say("What would you like to know? /ask QUESTION\n")
		}
		return c.ask(ctx, rest)
	case "/lookup":
		return c.lookup(ctx, rest)
	case "/summary", "/timeline", "/quotes", "/compare", "/check":
		return c.report(ctx, strings.ToLower(command)[1:], rest)
	case "/sources":
		return c.say(c.sources())
	case "/passages":
		return c.say(c.passages())
	case "/articles":
		return c.say(c.app.screen().articles(c.app.loaded))
	case "/coverage":
		return c.say(c.app.screen().coverage(c.engine.Coverage()))
	case "/forget":
		c.turns, c.last = nil, nil
		return c.say("Forgotten. The next question stands alone.\n")
	case "/help", "/?":
		return c.say(chatHelp + "\n")
	case "/quit", "/exit", "/q":
		return errQuit
	}
	return c.say(fmt.Sprintf("There is no %s; /help lists what there is.\n", oneLine(command)))
}

// say writes s and a blank line after it.
func (c *conversation) say(s string) error {
	_, err := io.WriteString(c.out, s+"\n")
	return err
}

func (c *conversation) ask(ctx context.Context, question string) error {
	g := c.app.growth(c.out)
	reply, err := c.app.answer(ctx, c.engine, answer.Request{Question: question, Context: c.turns, Grow: g.show})
	g.clear()
	if err != nil {
		return err
	}
	c.last = &lastShown{reply.Question, reply.Citations, reply.Retrieved}
	c.remember(question, reply.Text)
	return c.say(c.app.screen().answer(reply))
}

// remember keeps a turn for the questions that refer to it, and lets go of the
// oldest.
func (c *conversation) remember(asked, told string) {
	c.turns = append(c.turns, answer.Turn{Role: "user", Content: asked}, answer.Turn{Role: "assistant", Content: told})
	if extra := len(c.turns) - maxTurns; extra > 0 {
		c.turns = append([]answer.Turn(nil), c.turns[extra:]...)
	}
}

func (c *conversation) lookup(ctx context.Context, words string) error {
	if words == "" {
		return c.say("Which words? /lookup WORDS\n")
	}
	found, err := lookUp(ctx, c.engine, answer.LookupRequest{Query: words, Limit: chatLookups})
	if err != nil {
		return err
	}
	return c.say(c.app.screen().passages(found, words))
}

// passages returns what the last answer was chosen from.
func (c *conversation) passages() string {
	switch {
	case c.last == nil:
		return "There is no answer yet.\n"
	case len(c.last.retrieved) == 0:
		return "No passage was considered for the last answer.\n"
	}
	return c.app.screen().passages(c.last.retrieved, c.last.asked)
}

// sources returns the sources of the last answer, each in the passage around it.
func (c *conversation) sources() string {
	switch {
	case c.last == nil:
		return "There is no answer yet.\n"
	case len(c.last.citations) == 0:
		return "The last answer cites nothing. /passages shows what was nearest.\n"
	}
	s := c.app.screen()
	var b strings.Builder
	for i, cited := range c.last.citations {
		if i > 0 {
			b.WriteByte('\n')
		}
		marker := fmt.Sprintf("[%d] ", cited.Marker)
		indent := strings.Repeat(" ", len(marker))
		b.WriteString(s.as(dim, s.wrap(source(cited.Article), marker, indent)) + "\n")
		b.WriteString(s.inContext(c.app.loaded.Article(cited.Article.ID), cited, indent) + "\n")
	}
	return b.String()
}

// inContext returns the passages of article that the citation touches, with the
// quoted words in bold, or between arrows where there is no bold.
func (s screen) inContext(article *corpus.Article, cited answer.Citation, indent string) string {
	quoted := corpus.Span{Start: cited.Start, End: cited.End}
	around := quoted
	if article != nil {
		for _, p := range article.Passages {
			if p.Start < quoted.End && quoted.Start < p.End {
				around.Start, around.End = min(around.Start, p.Start), max(around.End, p.End)
			}
		}
	}
	if article == nil || around == quoted {
		return s.wrap("“"+oneLine(cited.Quote)+"”", indent, indent)
	}
	// printable leaves no control character, so two of them can mark the
	// quotation while the lines are wrapped.
	const from, to = "\x01", "\x02"
	shown := s.wrap(printable(article.Body[around.Start:quoted.Start])+
		from+printable(article.Text(quoted))+to+
		printable(article.Body[quoted.End:around.End]), indent, indent)
	if !s.style {
		return strings.NewReplacer(from, "→", to, "←").Replace(shown)
	}
	head, rest, _ := strings.Cut(shown, from)
	middle, tail, _ := strings.Cut(rest, to)
	return head + s.as(bold, middle) + tail
}

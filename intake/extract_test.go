package intake_test

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/intake"
)

// tryConfined is the argument with which the test program, as a process of its
// own, tries what a child must not be able to do.
const tryConfined = "try-confined"

func TestMain(m *testing.M) {
	intake.Main() // lets the test program be the child that reads pages
	if len(os.Args) == 3 && os.Args[1] == tryConfined {
		escape(os.Args[2])
		return
	}
	os.Exit(m.Run())
}

func escape(address string) {
	time.AfterFunc(time.Hour, func() {}) // as watch does, see confine
	intake.Confine()
	if conn, err := net.Dial("tcp", address); err == nil {
		conn.Close()
		os.Stdout.WriteString("connected ")
	}
	if f, err := os.Open("/"); err == nil {
		f.Close()
		os.Stdout.WriteString("opened ")
	}
	if err := exec.Command("/bin/true").Run(); err == nil {
		os.Stdout.WriteString("started ")
	}
	os.Stdout.WriteString("done")
}

// TestChildIsConfined: once a child reads, it has no network, no files and no
// programs to start.
func TestChildIsConfined(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has the limits that this tests")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	out, err := exec.Command(os.Args[0], tryConfined, l.Addr().String()).Output()
	if err != nil || string(out) != "done" {
		t.Errorf("a child could do: %q, %v; want nothing but to be done", out, err)
	}
	if env := intake.Environment(); env == nil || len(env) > 0 {
		t.Errorf("the environment of a child is %v, want an empty one", env)
	}
}

var article = intake.Source{Name: "a.html", Data: inPage(story)}

func TestNoReader(t *testing.T) {
	for name, start := range map[string]struct {
		program string
		err     error
	}{
		"unknown":          {"", fs.ErrNotExist},
		"missing":          {"/no/such/program", nil},
		"no program":       {os.DevNull, nil},
		"another program":  {"/bin/true", nil},
		"one that prints":  {"/bin/echo", nil},
		"one that refuses": {"/bin/false", nil},
	} {
		e := intake.New(intake.Config{})
		e.StartInstead(start.program, start.err)
		drafts, err := e.Extract(t.Context(), article)
		want := intake.ErrNoReader
		if strings.HasPrefix(start.program, "/bin/") {
			want = intake.ErrCrashed
		}
		if !errors.Is(err, want) || drafts != nil {
			t.Errorf("%s: Extract = %v, %v, want %v and nothing read in this process", name, drafts, err, want)
		}
		if _, err := e.Extract(t.Context(), intake.Source{Name: "a.txt", Data: []byte("Text needs no child.")}); err != nil {
			t.Errorf("%s: Extract of a text = %v", name, err)
		}
	}
}

// TestForgottenMain: a program that does not call Main would start itself again
// and again; its child refuses to start another.
func TestForgottenMain(t *testing.T) {
	args := os.Args
	defer func() { os.Args = args }()
	os.Args = []string{args[0], intake.ChildArgument}
	if _, err := intake.New(intake.Config{}).Extract(t.Context(), article); !errors.Is(err, intake.ErrNoReader) {
		t.Errorf("Extract in a child = %v, want %v", err, intake.ErrNoReader)
	}
}

func TestLimits(t *testing.T) {
	for name, test := range map[string]struct {
		stories int // of the page; the race detector takes much of the memory for a long one
		config  intake.Config
		want    error
	}{
		"input":  {100, intake.Config{MaxInput: 1000}, intake.ErrTooLarge},
		"output": {100, intake.Config{MaxOutput: 1000}, intake.ErrTooLarge},
		"time":   {20_000, intake.Config{Timeout: time.Millisecond}, intake.ErrTooSlow},
		"memory": {20_000, intake.Config{Memory: 4 << 20}, intake.ErrTooMuch},
	} {
		long := intake.Source{Name: "a.html", Data: inPage(strings.Repeat(story, test.stories))}
		if _, err := intake.New(test.config).Extract(t.Context(), long); !errors.Is(err, test.want) {
			t.Errorf("%s: Extract = %v, want %v", name, err, test.want)
		}
	}
}

func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := intake.Extract(ctx, article); !errors.Is(err, context.Canceled) {
		t.Errorf("Extract, cancelled = %v, want context.Canceled", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	slow := intake.Source{Name: "a.pdf", Data: pdfOf(strings.Repeat("[", 20<<20)).bytes()}
	if _, err := intake.Extract(ctx, slow); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Extract, out of time = %v, want context.DeadlineExceeded", err)
	}
}

// TestManyAtOnce is for the race detector.
func TestManyAtOnce(t *testing.T) {
	e := intake.New(intake.Config{Processes: 2})
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if d, err := e.Extract(t.Context(), article); err != nil || !strings.Contains(d[0].Body, saw) {
				t.Errorf("Extract = %v, %v", d, err)
			}
		})
	}
	group.Wait()
}

// TestKinds: the content decides, then the name and the type.
func TestKinds(t *testing.T) {
	for _, test := range []struct {
		name, mediaType, data string
		want                  intake.Kind
	}{
		{"a.txt", "", "The talks ended.", intake.Text},
		{"a.txt", "", "If a < b and c > d, then <name> said nothing.", intake.Text},
		{"a.md", "", "# Talks\n\nThey ended.", intake.Markdown},
		{"a", "text/markdown; charset=utf-8", "# Talks\n\nThey ended.", intake.Markdown},
		{"a.txt", "", "---\ntitle: Talks\n---\nThey ended.", intake.Markdown},
		{"a.txt", "", "\ufeff---\r\ntitle: Talks\r\n---\r\nThey ended.", intake.Markdown},
		{"a.txt", "text/plain", string(inPage(story)), intake.HTML},
		{"a.pdf", "application/pdf", string(inPage(story)), intake.HTML},
		{"a.html", "", "<p>They ended.", intake.HTML},
		{"", "text/html", "They <b>ended</b>.", intake.HTML},
		{"a.html", "", "The talks ended.", intake.Text},
		{"a.txt", "", "---\nA rule opens this text.\n", intake.Text},
		{"a.txt", "", "[A bracket] opens this text.", intake.Text},
		{"a.txt", "", `<?xml version="1.0"?><!-- x --><rss version="2.0"><channel><item><title>Talks</title></item></channel></rss>`, intake.Feed},
	} {
		d := extractOne(t, intake.Source{Name: test.name, Type: test.mediaType, Data: []byte(test.data)})
		if d.Kind != test.want {
			t.Errorf("Extract(%q, %q, %.30q) is of kind %q, want %q", test.name, test.mediaType, test.data, d.Kind, test.want)
		}
	}
}

// TestTextIsKept: what a text file holds is stored as it was received.
func TestTextIsKept(t *testing.T) {
	const body = "If a < b,  then   <name> said:\n\n\t“Nothing” — l’été 日本 👩\u200d👩\u200d👧 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n- one\n* two <3 <?>\nA & B &amp; C\n"
	d := extractOne(t, intake.Source{Name: `C:\news\a.txt`, Data: []byte(body)})
	if d.Body != body || d.SourceFile != "a.txt" || len(d.Notes) > 0 {
		t.Errorf("Extract = %q from %q, notes %q, want %q", d.Body, d.SourceFile, d.Notes, body)
	}
	d = extractOne(t, intake.Source{Name: "a.txt", Data: []byte(strings.ReplaceAll(body, "\n", "\r\n"))})
	if d.Body != body || len(d.Notes) > 0 {
		t.Errorf("Extract with CRLF = %q, notes %q, want %q", d.Body, d.Notes, body)
	}
}

func BenchmarkExtractPage(b *testing.B) {
	for b.Loop() {
		if _, err := intake.Extract(b.Context(), article); err != nil {
			b.Fatal(err)
		}
	}
}

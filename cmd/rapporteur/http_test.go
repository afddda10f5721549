package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/bot"
	"rapporteur/metrics"
)

// TestReadmeMetrics holds the README's table of metrics to those that there are.
func TestReadmeMetrics(t *testing.T) {
	const begin, end = "<!-- metrics: go test ./cmd/rapporteur -update -->\n", "<!-- /metrics -->"
	path := filepath.Join("..", "..", "README.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(data), begin)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("README.md has no table between %q and %q", begin, end)
	}
	want := metrics.New(metrics.Build{}).Table()
	if *update && table != want {
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("README.md's table of metrics (-want +got):\n%s", diff)
	}
}

// TestNotReadyWhileTheArticlesAreRead: it is listened before there is anything to
// answer from, and said so.
func TestNotReadyWhileTheArticlesAreRead(t *testing.T) {
	h := newWatch(config{}).handler()
	for _, test := range []struct {
		method, path string
		status       int
		holds        string
	}{
		{"GET", "/healthz", 200, "ok"},
		{"HEAD", "/healthz", 200, ""},
		{"GET", "/readyz", 503, "they are being read"},
		{"GET", "/metrics", 200, "rapporteur_build_info"},
		{"POST", "/readyz", 405, ""},
		{"GET", "/", 404, ""},
		{"GET", "/metrics/../../etc/passwd", 307, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.holds) {
			t.Errorf("%s %s: %d %q, want %d with %q", test.method, test.path, w.Code, w.Body, test.status, test.holds)
		}
	}
}

// TestHTTPIsBounded: no request is read without end, and the end is prompt.
func TestHTTPIsBounded(t *testing.T) {
	a := &app{cfg: config{HTTP: "127.0.0.1:0"}}
	var log strings.Builder
	a.log = slog.New(slog.NewTextHandler(&log, nil))
	w, err := a.listenHTTP(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	address := listens.FindStringSubmatch(log.String())[1]
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go func() {
		_, _ = fmt.Fprintf(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n", strings.Repeat("x", 1<<20)) // cut off
	}()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 1 MB: status %d, want 431", resp.StatusCode)
	}
	w.end()
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("it listens still, after the end")
	}
}

// TestNothingIsCountedAsOther: each outcome, reason and fault that the packages
// tell of has a label of its own.
func TestNothingIsCountedAsOther(t *testing.T) {
	r := metrics.New(metrics.Build{})
	for _, reason := range constants(t, "../../answer", "Reason") {
		r.Question(metrics.Question{Outcome: string(bot.Refused), Writer: "none", Place: "dm", Kind: "dm", Reason: reason})
	}
	for _, reason := range constants(t, "../../answer", "drop") {
		d := answer.Dropped{Reason: reason + ": x"}
		r.Question(metrics.Question{Outcome: string(bot.Answered), Writer: "none", Place: "dm", Kind: "dm", Dropped: []string{d.Kind()}})
	}
	for _, o := range []bot.Outcome{bot.Answered, bot.Refused, bot.Failed, bot.Undelivered, bot.TurnedAway, bot.Dropped, bot.Deleted} {
		q := questionOf(bot.Done{Kind: "Ask about this", Outcome: o, Limit: "hour"})
		q.Reason = answer.ReasonEmpty
		r.Question(q)
	}
	source, err := os.ReadFile("../../llm/kind.go")
	if err != nil {
		t.Fatal(err)
	}
	faults := regexp.MustCompile(`return "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	for _, f := range faults {
		r.ModelRequest(metrics.ModelRequest{Fault: f[1]})
	}
	if len(faults) < 10 {
		t.Errorf("only %d kinds of faults found", len(faults))
	}
	w := httptest.NewRecorder()
	r.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for line := range strings.Lines(w.Body.String()) {
		if strings.Contains(line, `="other"`) {
			t.Errorf("counted as other: %s", line)
		}
	}
}

// constants returns the values of the texts that a package declares under names
// that begin so.
func constants(t *testing.T, dir, prefix string) (values []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			for _, s := range group.Specs {
				v := s.(*ast.ValueSpec)
				if !strings.HasPrefix(v.Names[0].Name, prefix) || len(v.Values) == 0 {
					continue
				}
				if text, ok := v.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
					value, _ := strconv.Unquote(text.Value)
					values = append(values, value)
				}
			}
		}
	}
	if len(values) < 5 {
		t.Fatalf("only %d constants %s… in %s", len(values), prefix, dir)
	}
	return values
}

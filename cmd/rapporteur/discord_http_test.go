package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// httpCommands are the commands about what serve answers over HTTP.
var httpCommands = map[string]func(*stage, *testscript.TestScript, bool, []string){
	"http": (*stage).http,
}

// listens finds the address in the log, in either of its formats.
var listens = regexp.MustCompile(`\bhttp"?[=:]"?(127\.0\.0\.1:\d+)`)

// http STATUS PATH [REGEXP]... wants the answer at PATH to have that status and to
// match, in the end; ! http PATH REGEXP... wants that it matches none at once.
func (c *stage) http(ts *testscript.TestScript, neg bool, args []string) {
	if c.program == nil || len(args) < 2 {
		ts.Fatalf("usage: [!] http [STATUS] PATH [REGEXP]..., while the program runs")
	}
	ctx, cancel := soon()
	defer cancel()
	var address string
	ts.Check(c.Wait(ctx, func() (bool, error) {
		if m := listens.FindStringSubmatch(c.program.out.String()); m != nil {
			address = m[1]
		}
		return address != "", nil
	}))
	if neg {
		_, body, err := get(ctx, "http://"+address+args[0])
		ts.Check(err)
		for _, re := range args[1:] {
			if found := regexp.MustCompile("(?m)" + re).FindString(body); found != "" {
				ts.Fatalf("%s holds %q", args[0], found)
			}
		}
		return
	}
	var last string
	err := c.Wait(ctx, func() (bool, error) {
		status, body, err := get(ctx, "http://"+address+args[1])
		if err != nil {
			return false, err
		}
		last = fmt.Sprintf("%d\n%s", status, body)
		missing := strings.Fields(args[0])[0] != fmt.Sprint(status)
		for _, re := range args[2:] {
			missing = missing || !regexp.MustCompile("(?m)"+re).MatchString(body)
		}
		return !missing, nil
	})
	if err != nil {
		ts.Fatalf("%v: want %q, got %s", err, args, last)
	}
}

func get(ctx context.Context, url string) (status int, body string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	data, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data), errors.Join(err, resp.Body.Close())
}

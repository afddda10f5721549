package llm_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rapporteur/llm"
)

// These use the client of the package itself, over the loopback.

func TestChatShowsNoSecretOfAnAddressItCannotReach(t *testing.T) {
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = nil
	untrusted.StartTLS()
	defer untrusted.Close()
	for name, base := range map[string]string{
		"nobody listens":          "http://user:" + password + "@127.0.0.1:1/v1?sig=" + headerSecret,
		"no such host":            "http://user:" + password + "@nowhere.invalid/v1",
		"an unknown certificate":  strings.Replace(untrusted.URL, "https://", "https://user:"+password+"@", 1) + "/v1",
		"no certificate for HTTP": strings.Replace(untrusted.URL, "https://", "http://user:"+password+"@", 1) + "/v1",
	} {
		t.Run(name, func(t *testing.T) {
			c, err := llm.NewChat(llm.ChatConfig{Config: llm.Config{BaseURL: base, Key: key, Model: "m"}})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			if _, err = c.Write(ctx, question, &page{}); err == nil {
				t.Error("Write succeeded, want an error")
			}
			checkShown(t, err)
		})
	}
}

func TestChatTakesNoHeaderToAnotherHost(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("another host was asked, with %v", r.Header)
	}))
	defer other.Close()
	first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer first.Close()
	c, err := llm.NewChat(llm.ChatConfig{Config: llm.Config{
		BaseURL: first.URL, Key: key, Model: "m", ExtraHeaders: map[string]string{"X-Proxy-Token": headerSecret},
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = c.Write(ctx, question, &page{})
	if err == nil || !strings.Contains(err.Error(), "check the base address") {
		t.Errorf("Write = %v, want a hint at the base address", err)
	}
	checkShown(t, err)
}

// A status that is neither success nor failure has no body to read.
func TestChatWithAnOddStatus(t *testing.T) {
	for _, status := range []int{http.StatusNoContent, http.StatusNotModified} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			w.WriteHeader(status)
		}))
		c, err := llm.NewChat(llm.ChatConfig{Config: llm.Config{BaseURL: server.URL, Model: "m"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.Write(t.Context(), question, &page{}); err == nil {
			t.Errorf("status %d: Write succeeded, want an error", status)
		}
		server.Close()
	}
}

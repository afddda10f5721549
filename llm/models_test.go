package llm_test

import (
	"errors"
	"testing"

	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

func TestChatChoosesAModel(t *testing.T) {
	for _, test := range []struct {
		name   string
		base   string
		listed []string
		want   string // "" for an error
	}{
		{"the first that writes", "http://m.test/v1", []string{"nomic-embed-text", "whisper-1", "bge-reranker", "qwen3:8b", "llama3.2"}, "qwen3:8b"},
		{"none", "http://m.test/v1", []string{"all-minilm", "tts-1", "gpt-image-1"}, ""},
		{"an empty list", "http://m.test/v1", nil, ""},
		{"the first of what only looks like OpenAI", "http://api.openai.com/v1", []string{"gpt-4o-mini", "o3-pro", "gpt-4.1-mini"}, "gpt-4o-mini"},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, llmtest.Always(whole), func(t *testing.T, s *llmtest.Server) {
				s.Models(test.listed...)
				c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.Model, cfg.BaseURL = "", test.base })
				reply, err := c.Write(t.Context(), question, &page{})
				checkShown(t, err)
				if (err == nil) != (test.want != "") || c.Name() != test.want || err == nil && reply.Model != test.want {
					t.Errorf("model %q, name %q, error %v; want %q", reply.Model, c.Name(), err, test.want)
				}
			})
		})
	}
}

func TestChatPrefersCheapModelsOfOpenAI(t *testing.T) {
	s := llmtest.New(t, llmtest.Always(whole))
	s.Models("gpt-4o-mini", "o3-pro", "gpt-4.1-mini")
	c := chat(t, s, func(cfg *llm.ChatConfig) {
		cfg.Model, cfg.BaseURL = "", ""
		cfg.HTTPClient.Transport = plainly{s.Transport()}
	})
	if _, err := c.Write(t.Context(), question, &page{}); err != nil || c.Name() != "gpt-4.1-mini" {
		t.Errorf("model %q, error %v", c.Name(), err)
	}
}

func TestChatWithoutAList(t *testing.T) {
	for _, status := range []int{404, 405} {
		inBubble(t, llmtest.Always(whole), func(t *testing.T, s *llmtest.Server) {
			s.ModelsAs(llmtest.Failure(status, "no such page"))
			c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.Model = "" })
			if _, err := c.Write(t.Context(), question, &page{}); err != nil || s.Calls()[0].Model != "default" {
				t.Errorf("error %v, calls %v", err, s.Calls())
			}
		})
	}
}

func TestChatAsksForTheListUntilItComes(t *testing.T) {
	inBubble(t, llmtest.Always(whole), func(t *testing.T, s *llmtest.Server) {
		c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.Model = "" })
		for _, fault := range []llmtest.Script{llmtest.Broken(500), llmtest.Silent()} {
			s.ModelsAs(fault)
			var p page
			_, err := c.Write(t.Context(), question, &p)
			checkShown(t, err)
			if err == nil || p.starts != 0 || c.Name() != "" {
				t.Errorf("Write = %v, name %q", err, c.Name())
			}
		}
		s.Models("m")
		if _, err := c.Write(t.Context(), question, &page{}); err != nil || c.Name() != "m" {
			t.Errorf("Write = %v, name %q", err, c.Name())
		}
	})
}

func TestChatChoosesAnewWhenItsModelIsGone(t *testing.T) {
	inBubble(t, llmtest.Steps(whole, llmtest.NoModel(), whole), func(t *testing.T, s *llmtest.Server) {
		c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.Model = "" })
		s.Models("old")
		_, first := c.Write(t.Context(), question, &page{})
		_, second := c.Write(t.Context(), question, &page{})
		if first != nil || second == nil || errors.Is(second, llm.ErrAway) || c.Name() != "" {
			t.Errorf("errors %v, then %v; name %q", first, second, c.Name())
		}
	})
}

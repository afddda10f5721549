package discordtest

import (
	"slices"
	"strings"

	"rapporteur/bot/discordtest/valid"
)

// Validated returns the configuration with requests and answers judged by a
// checker, and the messages of the bot by this project's promises.
func Validated(cfg Config, checker *valid.Checker) Config {
	cfg.Check = func(e Exchange) []string {
		if e.Status == 0 {
			return texts(checker.Request(e.judged()))
		}
		return texts(slices.DeleteFunc(checker.Response(e.judged()), wronglyDescribed))
	}
	cfg.Policy = func(e Exchange) []string { return texts(checker.Policy(e.judged())) }
	return cfg
}

// wronglyDescribed reports a finding that is a fault of Discord's description:
// it has numbers for the codes in the errors of a 50035, which are words in
// Discord's answers and in its documentation.
func wronglyDescribed(p valid.Problem) bool {
	return strings.HasPrefix(p.Path, "errors.") && strings.HasSuffix(p.Path, "_errors")
}

func (e Exchange) judged() valid.Exchange {
	return valid.Exchange{
		Method: e.Method, Path: e.Path, RawQuery: e.RawQuery, ContentType: e.ContentType,
		Request: e.Request, Status: e.Status, Response: e.Response,
	}
}

func texts(problems []valid.Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, p.String())
	}
	return out
}

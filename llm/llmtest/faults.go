package llmtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Text is a reply.
func Text(s string) Script { return Script{Text: s} }

// Always answers every chat alike.
func Always(s Script) func(Call) Script { return func(Call) Script { return s } }

// Steps answers the n-th chat with the n-th script, and all after the last
// with the last.
func Steps(steps ...Script) func(Call) Script {
	return func(c Call) Script { return steps[min(c.N, len(steps))-1] }
}

// Failure is an error as OpenAI words it, and Ollama, too.
func Failure(status int, message string) Script { return coded(status, "", message) }

func coded(status int, code, message string) Script {
	e := object{"message": message, "type": "error", "param": nil, "code": nil}
	if code != "" {
		e["code"] = code
	}
	body, err := json.Marshal(object{"error": e})
	if err != nil {
		panic(err)
	}
	return Script{Status: status, Body: string(body)}
}

// Busy is a 429; retryAfter, when not empty, is the header of that name.
func Busy(retryAfter string) Script {
	s := coded(http.StatusTooManyRequests, "rate_limit_exceeded", "Rate limit reached for requests")
	s.RetryAfter = retryAfter
	return s
}

// Broken is an error page of a proxy, such as 500, 502, 503 or 529.
func Broken(status int) Script {
	return Script{Status: status, ContentType: "text/html", Body: htmlPage}
}

const htmlPage = "<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"

// Refused is a connection that breaks off before any answer.
func Refused() Script { return Script{CutAtOnce: true} }

// Silent is a server that takes the request and never answers.
func Silent() Script { return Script{Silent: true} }

// Stalled is a stream that stops amid the reply and stays open.
func Stalled(pieces ...string) Script { return Script{Pieces: pieces, Stall: true} }

// Endless is a stream that never stops.
func Endless() Script {
	return Script{Pieces: []string{strings.Repeat("and so on ", 50)}, Endless: true}
}

// Drip is a stream of a letter at a time that never stops.
func Drip(every time.Duration) Script {
	return Script{Pieces: []string{"a"}, Endless: true, Drip: every}
}

// Cut is a stream whose connection breaks off amid the reply.
func Cut(pieces ...string) Script {
	return Script{Pieces: append(slices.Clip(pieces), "never sent"), CutAfter: len(pieces)}
}

// Ended is a stream that ends amid the reply as if it were whole.
func Ended(pieces ...string) Script {
	return Script{Pieces: append(slices.Clip(pieces), "never sent"), EndAfter: len(pieces)}
}

// Malformed is a stream of broken JSON.
func Malformed() Script {
	return Script{ContentType: "text/event-stream", Body: "data: {\"choices\":[{\"delta\":{\"cont\n\ndata: [DONE]\n\n"}
}

// HTML is an error page that claims success.
func HTML() Script { return Script{ContentType: "text/html; charset=utf-8", Body: htmlPage} }

// GzipBomb is a small answer that inflates to 8 MiB.
func GzipBomb() Script { return Script{GzipBomb: true} }

// BadGzip is an answer that claims to be compressed and does not inflate.
func BadGzip() Script { return Script{BadGzip: true} }

// Empty is a reply without text.
func Empty() Script { return Script{} }

// Null is a reply whose content is null.
func Null() Script {
	return Script{Body: `{"choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"stop"}]}`}
}

// Blank is a reply of white space.
func Blank() Script { return Script{Pieces: []string{" ", "\n", "\t \n"}} }

// Tool is the call of a tool in place of text.
func Tool() Script { return Script{Pieces: []string{}, Tool: true, Finish: "tool_calls"} }

// Unfinished is a reply cut at its bound of tokens.
func Unfinished(text string) Script { return Script{Text: text, Finish: "length"} }

// Filtered is a reply cut by a filter.
func Filtered(text string) Script { return Script{Text: text, Finish: "content_filter"} }

// StreamError is an error of that type amid a stream.
func StreamError(kind, message string) Script {
	chunk, err := json.Marshal(object{"error": object{"message": message, "type": kind, "code": nil}})
	if err != nil {
		panic(err)
	}
	return Script{
		ContentType: "text/event-stream",
		Body:        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"The \"}}]}\n\ndata: " + string(chunk) + "\n\n",
	}
}

// WrongKey is a 401 that repeats the key, as some servers do.
func WrongKey(key string) Script {
	return coded(http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided: "+key)
}

// NoModel is a 404 for an unknown model.
func NoModel() Script {
	return coded(http.StatusNotFound, "model_not_found", "The model does not exist or you do not have access to it")
}

// QuotaSpent is a 429 that no waiting mends.
func QuotaSpent() Script {
	return coded(http.StatusTooManyRequests, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details")
}

// TooLong is a 400 for a prompt that does not fit, as OpenAI words it.
func TooLong() Script {
	return coded(http.StatusBadRequest, "context_length_exceeded", "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.")
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// setting is one row of the table of settings: a flag wins over the
// environment, that over the --config file, that over the default.
type setting struct {
	name    string // key in the --config file
	env     string
	flag    string // "" when there is none: a secret on a command line is none
	value   string // what the flag takes, for its help
	def     string
	meaning string
	secret  bool // never printed; may be given as a file by NAME_FILE
	set     func(c *config, value string) error
	get     func(c *config) string
}

// settings is the only place where settings are declared. The README's table
// and `rapporteur help environment` are printed from it.
var settings = []setting{
	{
		name: "corpus", env: "RAPPORTEUR_CORPUS", flag: "corpus", value: "DIR",
		meaning: "folder of articles to answer from; the embedded ones when empty, and with `none` only those that were added",
		set:     setCorpus,
		get:     func(c *config) string { return c.Corpus },
	},
	{
		name: "data", env: "RAPPORTEUR_DATA", flag: "data", value: "DIR",
		meaning: "folder for what outlives the program, added articles among it; when empty, nothing does",
		set:     setData,
		get:     func(c *config) string { return c.Data },
	},
	{
		name: "glossary", env: "RAPPORTEUR_GLOSSARY", flag: "glossary", value: "FILE",
		meaning: "names of people, places and bodies besides the built-in ones, or in place of them; see: rapporteur help glossary",
		set:     func(c *config, v string) error { c.Glossary = v; return needFile(v) },
		get:     func(c *config) string { return c.Glossary },
	},
	{
		name: "log_level", env: "RAPPORTEUR_LOG_LEVEL", flag: "log-level", value: "LEVEL",
		meaning: "debug, info, warn or error; info logs one line a question, debug also its text; when empty, info for serve and warn for the rest",
		set:     setLogLevel,
		get:     logLevel,
	},
	{
		name: "log_format", env: "RAPPORTEUR_LOG_FORMAT", flag: "log-format", value: "FORMAT", def: logText,
		meaning: "text or json: how the lines of the log are written",
		set:     setLogFormat,
		get:     func(c *config) string { return c.LogFormat },
	},
	{
		name: "openai_base_url", env: "OPENAI_BASE_URL",
		meaning: "address of an OpenAI-compatible server (OpenAI, Ollama, llama.cpp, vLLM, LM Studio)",
		set:     setBaseURL,
		get:     func(c *config) string { return redacted(c.BaseURL) },
	},
	{
		name: "openai_api_key", env: "OPENAI_API_KEY", secret: true,
		meaning: "key for that server",
		set:     func(c *config, v string) error { c.Key = v; return nil },
		get:     func(c *config) string { return c.Key },
	},
	{
		name: "openai_headers", env: "OPENAI_HEADERS", secret: true,
		meaning: "headers that the server asks for besides, as `name: value; name: value`",
		set:     setHeaders,
		get:     func(c *config) string { return strings.Join(slices.Sorted(maps.Keys(c.Headers)), ", ") },
	},
	{
		name: "chat_model", env: "RAPPORTEUR_CHAT_MODEL",
		meaning: "model on that server that writes answers; when empty, the first one it lists that can chat; `none` keeps the articles' own words",
		set:     func(c *config, v string) error { c.ChatModel = v; return nil },
		get:     func(c *config) string { return c.ChatModel },
	},
	{
		name: "chat_context", env: "RAPPORTEUR_CHAT_CONTEXT", def: "4096",
		meaning: "tokens that the chat model takes at once, prompt and reply; more lets it read more passages",
		set: func(c *config, v string) (err error) {
			c.ChatContext, err = wholeNumber(v, 2048, 2_000_000)
			return err
		},
		get: func(c *config) string { return strconv.Itoa(c.ChatContext) },
	},
	{
		name: "chat_timeout", env: "RAPPORTEUR_CHAT_TIMEOUT", def: "75s",
		meaning: "how long all tries of one request to the chat model may take together",
		set:     setChatTimeout,
		get:     func(c *config) string { return c.ChatTimeout.String() },
	},
	{
		name: "prompts", env: "RAPPORTEUR_PROMPTS", flag: "prompts", value: "DIR",
		meaning: "folder of prompt templates that take the place of the embedded ones of the same names",
		set:     func(c *config, v string) error { c.Prompts = v; return needFolder(v) },
		get:     func(c *config) string { return c.Prompts },
	},
	{
		name: "query_help", env: "RAPPORTEUR_QUERY_HELP", def: "off",
		meaning: "on: the chat model puts each question into English search words first; one more request a question",
		set:     setQueryHelp,
		get:     func(c *config) string { return onOff(c.QueryHelp) },
	},
	{
		name: "daily_tokens", env: "RAPPORTEUR_DAILY_TOKENS", def: "0",
		meaning: "tokens that the chat model may take a day (UTC) in total; after them, answers are in the articles' own words; 0 for no bound",
		set:     func(c *config, v string) (err error) { c.DailyTokens, err = tokens(v); return err },
		get:     func(c *config) string { return strconv.FormatInt(c.DailyTokens, 10) },
	},
	{
		name: "daily_tokens_per_server", env: "RAPPORTEUR_DAILY_TOKENS_PER_SERVER", def: "0",
		meaning: "the same for each Discord server",
		set:     func(c *config, v string) (err error) { c.ServerTokens, err = tokens(v); return err },
		get:     func(c *config) string { return strconv.FormatInt(c.ServerTokens, 10) },
	},
	{
		name: "price_in", env: "RAPPORTEUR_PRICE_IN", def: "0",
		meaning: "dollars per million tokens of a prompt, for the estimate of the cost in the log",
		set:     func(c *config, v string) (err error) { c.PriceIn, err = price(v); return err },
		get:     func(c *config) string { return strconv.FormatFloat(c.PriceIn, 'g', -1, 64) },
	},
	{
		name: "price_out", env: "RAPPORTEUR_PRICE_OUT", def: "0",
		meaning: "dollars per million tokens of a reply",
		set:     func(c *config, v string) (err error) { c.PriceOut, err = price(v); return err },
		get:     func(c *config) string { return strconv.FormatFloat(c.PriceOut, 'g', -1, 64) },
	},
	{
		name: "embed_model", env: "RAPPORTEUR_EMBED_MODEL",
		meaning: "embedding model on that server; the built-in word vectors when empty",
		set:     func(c *config, v string) error { c.EmbedModel = v; return nil },
		get:     func(c *config) string { return c.EmbedModel },
	},
	{
		name: "discord_token", env: "DISCORD_TOKEN", secret: true,
		meaning: "token of the Discord bot; with it, the program without a command serves Discord",
		set:     setDiscordToken,
		get:     func(c *config) string { return c.DiscordToken },
	},
	{
		name: "discord_api_url", env: "DISCORD_API_URL",
		meaning: "where Discord's API is spoken, if not by Discord itself: a REST proxy or a compatible server; the gateway is what its `/gateway` says",
		set:     setDiscordAPI,
		get:     func(c *config) string { return redacted(c.DiscordAPI) },
	},
	{
		name: "discord_shard_id", env: "DISCORD_SHARD_ID",
		meaning: "the shard that this process is, from 0; all of them when empty",
		set:     func(c *config, v string) (err error) { c.ShardID, err = wholeNumber(v, 0, 100_000); return err },
		get:     shardID,
	},
	{
		name: "discord_shard_count", env: "DISCORD_SHARD_COUNT",
		meaning: "how many shards there are over all processes; as many as Discord asks for when empty",
		set:     func(c *config, v string) (err error) { c.ShardCount, err = wholeNumber(v, 1, 100_000); return err },
		get:     func(c *config) string { return strconv.Itoa(c.ShardCount) },
	},
	{
		name: "editing_servers", env: "RAPPORTEUR_EDITING_SERVERS",
		meaning: "ids of the Discord servers whose managers may add and remove articles, separated by commas, or `all`; when empty, the only server that the bot is on; needs a data folder",
		set:     setEditingServers,
		get:     editingServers,
	},
	{
		name: "questions_per_hour", env: "RAPPORTEUR_QUESTIONS_PER_HOUR", def: "60",
		meaning: "questions that one Discord user may ask in an hour; 0 for no bound",
		set:     func(c *config, v string) (err error) { c.PerHour, err = wholeNumber(v, 0, 1_000_000); return err },
		get:     func(c *config) string { return strconv.Itoa(c.PerHour) },
	},
	{
		name: "grace", env: "RAPPORTEUR_GRACE", def: "15s",
		meaning: "how long the answers underway may take to be finished when serve is to stop",
		set:     setGrace,
		get:     func(c *config) string { return c.Grace.String() },
	},
	{
		name: "http", env: "RAPPORTEUR_HTTP", flag: "http", value: "ADDR",
		meaning: "address, such as 127.0.0.1:9090, where serve answers `/healthz`, `/readyz` and `/metrics`; nowhere when empty",
		set:     setHTTP,
		get:     func(c *config) string { return c.HTTP },
	},
}

func needFolder(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("no folder %s", path)
	case err != nil:
		return fileError(path, err)
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", path)
	}
	return nil
}

func setCorpus(c *config, v string) error {
	c.Corpus = v
	err := needFolder(v)
	switch {
	case v != noBase:
		return err
	case err == nil:
		c.Corpus = "." + string(filepath.Separator) + v // a folder of that name is one
	}
	return nil
}

func needFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fileError(path, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a file", path)
	}
	return nil
}

// setData takes a folder that need not exist yet.
func setData(c *config, v string) error {
	c.Data = v
	if _, err := os.Stat(v); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return needFolder(v)
}

func setLogLevel(c *config, v string) error {
	switch strings.ToLower(v) {
	case "debug", "info", "warn", "error":
		c.LogLevel = new(slog.Level)
		return c.LogLevel.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("%q is none of debug, info, warn, error", v)
}

func logLevel(c *config) string {
	if c.LogLevel == nil {
		return ""
	}
	return strings.ToLower(c.LogLevel.String())
}

// The formats of the log.
const (
	logText = "text"
	logJSON = "json"
)

func setLogFormat(c *config, v string) error {
	switch v = strings.ToLower(v); v {
	case logText, logJSON:
		c.LogFormat = v
		return nil
	}
	return fmt.Errorf("%q is neither text nor json", v)
}

func setBaseURL(c *config, v string) error {
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("not an address such as http://localhost:11434/v1")
	}
	c.BaseURL = v
	return nil
}

// setHeaders reads "name: value; name: value". The values are secret: no error
// quotes them.
func setHeaders(c *config, v string) error {
	c.Headers = map[string]string{}
	for part := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == ';' || r == '\n' }) {
		name, value, ok := strings.Cut(part, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || value == "" || !headerName.MatchString(name) || strings.ContainsFunc(value, unicode.IsControl) {
			return errors.New("not headers such as api-key: VALUE; x-project: VALUE")
		}
		c.Headers[name] = value
	}
	return nil
}

var headerName = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

func setChatTimeout(c *config, v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d < time.Second || d > 10*time.Minute {
		return fmt.Errorf("%q is not a time from 1s to 10m", v)
	}
	c.ChatTimeout = d
	return nil
}

// setDiscordToken takes a token, also one that was copied with its "Bot ".
func setDiscordToken(c *config, v string) error {
	v = strings.TrimSpace(strings.TrimPrefix(v, "Bot "))
	if strings.ContainsFunc(v, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return errors.New("not a token: there is white space in it")
	}
	c.DiscordToken = v
	return nil
}

func setDiscordAPI(c *config, v string) error {
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("not an address such as http://127.0.0.1:8080/api/v10")
	}
	c.DiscordAPI = v
	return nil
}

func shardID(c *config) string {
	if c.ShardID < 0 {
		return ""
	}
	return strconv.Itoa(c.ShardID)
}

func setGrace(c *config, v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d < 0 || d > 10*time.Minute {
		return fmt.Errorf("%q is not a time from 0s to 10m", v)
	}
	c.Grace = d
	return nil
}

func setQueryHelp(c *config, v string) error {
	switch strings.ToLower(v) {
	case "on", "off":
		c.QueryHelp = strings.EqualFold(v, "on")
		return nil
	}
	return fmt.Errorf("%q is neither on nor off", v)
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

func wholeNumber(v string, least, most int) (int, error) {
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%q is not a whole number from %d to %d", v, least, most)
	}
	return n, nil
}

func tokens(v string) (int64, error) {
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a number of tokens", v)
	}
	return n, nil
}

func price(v string) (float64, error) {
	p, err := strconv.ParseFloat(v, 64)
	if err != nil || !(p >= 0 && p < 1e6) {
		return 0, fmt.Errorf("%q is not a price", v)
	}
	return p, nil
}

// redacted returns an address without its user and password, and without the
// values of its query: any of them may be a key. A version is none.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(hidden)"
	}
	query := u.Query()
	for name := range query {
		if !strings.Contains(strings.ToLower(name), "version") {
			query.Set(name, "xxxxx")
		}
	}
	u.RawQuery = query.Encode()
	if u.User != nil {
		u.User = url.User("xxxxx")
	}
	return u.String()
}

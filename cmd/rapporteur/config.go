package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// config holds the settings in effect.
type config struct {
	Corpus     string // folder of articles; "" for the embedded ones
	Data       string // folder for what is kept; "" keeps nothing
	LogLevel   slog.Level
	BaseURL    string // OpenAI-compatible endpoint
	Key        string
	Headers    map[string]string // sent to that endpoint besides
	EmbedModel string
	ChatModel  string // "" asks the endpoint, noModel wants none

	ChatContext  int           // tokens that the chat model takes at once
	ChatTimeout  time.Duration // for all tries of one request
	Prompts      string        // folder of templates; "" for the embedded ones
	QueryHelp    bool          // the model rewrites questions for the search
	DailyTokens  int64         // of the chat model, in total; 0: no bound
	ServerTokens int64         // for each server; 0: no bound
	PriceIn      float64       // dollars per million tokens of a prompt; 0: unknown
	PriceOut     float64       // of a reply
}

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
		meaning: "folder of articles to answer from; the embedded ones when empty",
		set:     func(c *config, v string) error { c.Corpus = v; return needFolder(v) },
		get:     func(c *config) string { return c.Corpus },
	},
	{
		name: "data", env: "RAPPORTEUR_DATA", flag: "data", value: "DIR",
		meaning: "folder for what outlives the program; when empty, nothing does",
		set:     setData,
		get:     func(c *config) string { return c.Data },
	},
	{
		name: "log_level", env: "RAPPORTEUR_LOG_LEVEL", flag: "log-level", value: "LEVEL", def: "warn",
		meaning: "debug, info, warn or error; info logs one line a question, debug also its text",
		set:     setLogLevel,
		get:     func(c *config) string { return strings.ToLower(c.LogLevel.String()) },
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
}

// maxConfigFile bounds the files that secrets and settings are read from.
const maxConfigFile = 1 << 20

// addSettingFlags declares --config and the flags of the table.
func addSettingFlags(flags *pflag.FlagSet) {
	flags.String("config", "", "read settings from `FILE` (YAML); see: rapporteur help environment")
	for _, s := range settings {
		if s.flag == "" {
			continue
		}
		flags.Var(&flagValue{s.def, s.value}, s.flag, s.meaning)
	}
}

// flagValue is a string flag that its help calls by kind.
type flagValue struct{ text, kind string }

func (v *flagValue) String() string     { return v.text }
func (v *flagValue) Type() string       { return v.kind }
func (v *flagValue) Set(s string) error { v.text = s; return nil }

// loadConfig reads every setting from the strongest place that gives it, and
// reports all mistakes together as one usageError.
func loadConfig(flags *pflag.FlagSet, lookupEnv func(string) (string, bool)) (config, error) {
	var c config
	var mistakes []string
	file, err := readConfigFile(configPath(flags, lookupEnv))
	if err != nil {
		mistakes = append(mistakes, err.Error())
	}
	for _, s := range settings {
		value, source, err := s.find(flags, lookupEnv, file)
		if err == nil && value != "" {
			err = s.set(&c, value)
		}
		if err != nil {
			mistakes = append(mistakes, source+": "+err.Error())
		}
	}
	if c.EmbedModel != "" && c.BaseURL == "" && c.Key == "" {
		mistakes = append(mistakes, "RAPPORTEUR_EMBED_MODEL: set OPENAI_BASE_URL or OPENAI_API_KEY too, or unset it")
	}
	if c.ChatModel != "" && c.ChatModel != noModel && c.BaseURL == "" && c.Key == "" {
		mistakes = append(mistakes, "RAPPORTEUR_CHAT_MODEL: set OPENAI_BASE_URL or OPENAI_API_KEY too, or unset it")
	}
	if mistakes != nil {
		return c, usagef("%s", strings.Join(mistakes, "; "))
	}
	return c, nil
}

// find returns the value of s and where it came from. An empty variable counts
// as unset, because that is what compose files make of a missing one.
func (s setting) find(flags *pflag.FlagSet, lookupEnv func(string) (string, bool), file map[string]string) (value, source string, err error) {
	if s.flag != "" {
		if f := flags.Lookup(s.flag); f != nil && f.Changed {
			return f.Value.String(), "--" + s.flag, nil
		}
	}
	if value, source, err = s.either(s.env, s.env+"_FILE", func(k string) string { v, _ := lookupEnv(k); return v }); value != "" || err != nil {
		return value, source, err
	}
	if value, source, err = s.either(s.name, s.name+"_file", func(k string) string { return file[k] }); value != "" || err != nil {
		return value, source, err
	}
	return s.def, s.name, nil
}

// either returns the value under key or, of a secret, the content of the file
// named under fileKey.
func (s setting) either(key, fileKey string, get func(string) string) (value, source string, err error) {
	value = get(key)
	if !s.secret {
		return value, key, nil
	}
	path := get(fileKey)
	switch {
	case path == "":
		return value, key, nil
	case value != "":
		return "", key, fmt.Errorf("given twice; unset it or %s", fileKey)
	}
	data, err := readSmall(path)
	if err != nil {
		return "", fileKey, err
	}
	return strings.TrimSpace(string(data)), fileKey, nil
}

func configPath(flags *pflag.FlagSet, lookupEnv func(string) (string, bool)) string {
	if f := flags.Lookup("config"); f != nil && f.Changed {
		return f.Value.String()
	}
	path, _ := lookupEnv("RAPPORTEUR_CONFIG")
	return path
}

// readConfigFile returns the keys of a YAML file; none when path is empty.
func readConfigFile(path string) (map[string]string, error) {
	if path == "" {
		return nil, nil
	}
	data, err := readSmall(path)
	if err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	var file map[string]string
	if err := yaml.Unmarshal(data, &file); err != nil {
		// The decoder's own message can quote the file, secrets and all.
		return nil, fmt.Errorf("--config: %s is not a YAML file of names and values", path)
	}
	for key := range file {
		if !knownKey(key) {
			return nil, fmt.Errorf("--config: %s has no setting %q; see: rapporteur help environment", path, key)
		}
	}
	return file, nil
}

func knownKey(key string) bool {
	for _, s := range settings {
		if key == s.name || s.secret && key == s.name+"_file" {
			return true
		}
	}
	return false
}

func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfigFile+1))
	switch {
	case err != nil:
		return nil, fileError(path, err)
	case len(data) > maxConfigFile:
		return nil, fmt.Errorf("%s is larger than %d bytes", path, maxConfigFile)
	}
	return data, nil
}

// fileError says in one clause why a file cannot be used.
func fileError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("no file %s", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be read", path)
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("read %s: %w", path, err)
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
		return c.LogLevel.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("%q is none of debug, info, warn, error", v)
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

// redacted returns an address without its password, and without the values of
// its query, which may be keys; a version is none.
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
	return u.Redacted()
}

// LogValue shows the settings in effect, secrets as "(set)".
func (c config) LogValue() slog.Value {
	attrs := make([]slog.Attr, 0, len(settings))
	for _, s := range settings {
		value := s.get(&c)
		if s.secret && value != "" {
			value = "(set)"
		}
		attrs = append(attrs, slog.String(s.name, value))
	}
	return slog.GroupValue(attrs...)
}

// settingsTable returns the table of settings as Markdown, as the README has it.
func settingsTable() string {
	var b strings.Builder
	b.WriteString("| variable | in the file | flag | default | meaning |\n|---|---|---|---|---|\n")
	for _, s := range settings {
		env, flag, def := "`"+s.env+"`", "", ""
		if s.secret {
			env += ", `" + s.env + "_FILE`"
		}
		if s.flag != "" {
			flag = "`--" + s.flag + "`"
		}
		if s.def != "" {
			def = "`" + s.def + "`"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s |\n", env, s.name, flag, def, s.meaning)
	}
	return b.String()
}

// newEnvironmentTopic is the help page about settings; it runs nothing.
func newEnvironmentTopic() *cobra.Command {
	var b strings.Builder
	b.WriteString("Settings. A flag wins over the environment, the environment over the file named\n" +
		"by --config or RAPPORTEUR_CONFIG, that over the default. A secret has no flag; it\n" +
		"may be given as a file, by the name with _FILE (in the config file: _file).\n\n")
	for _, s := range settings {
		fmt.Fprintf(&b, "  %s\n", s.env)
		if s.secret {
			fmt.Fprintf(&b, "  %s_FILE\n", s.env)
		}
		fmt.Fprintf(&b, "      %s\n", s.meaning)
		var also []string
		if s.flag != "" {
			also = append(also, "--"+s.flag)
		}
		also = append(also, "in the file: "+s.name)
		if s.def != "" {
			also = append(also, "default: "+s.def)
		}
		fmt.Fprintf(&b, "      (%s)\n", strings.Join(also, "; "))
	}
	return &cobra.Command{Use: "environment", Short: "Settings: flags, environment, file", Long: b.String()}
}

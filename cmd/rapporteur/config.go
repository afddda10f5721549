package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"rapporteur/bot"
)

// config holds the settings in effect.
type config struct {
	Corpus     string      // folder of articles; "" for the embedded ones
	Data       string      // folder for what is kept; "" keeps nothing
	Glossary   string      // file of names besides the built-in ones; "" for none
	LogLevel   *slog.Level // nil for the command's own
	LogFormat  string      // text or json
	BaseURL    string      // OpenAI-compatible endpoint
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

	DiscordToken        string
	DiscordAPI          string        // where Discord's API is spoken; "" for Discord
	ShardID, ShardCount int           // -1 for all; 0 for as many as Discord asks for
	Editing             bot.Editing   // on which servers articles may be changed
	PerHour             int           // questions of one user in Discord; 0: no bound
	Grace               time.Duration // to finish in when the program is to stop
	HTTP                string        // where health and metrics are answered; "" for nowhere
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
	c := config{ShardID: -1}
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
	if c.ShardID >= 0 && c.ShardCount <= c.ShardID {
		mistakes = append(mistakes, "DISCORD_SHARD_ID: DISCORD_SHARD_COUNT has to be more than it")
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
// named under fileKey, without white space around it: that is lost when the
// secret is sent, and a server may quote what is left.
func (s setting) either(key, fileKey string, get func(string) string) (value, source string, err error) {
	value = get(key)
	if !s.secret {
		return value, key, nil
	}
	value = strings.TrimSpace(value)
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

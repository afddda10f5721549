package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "rewrite the golden parts of scripts and of the README")

// configFrom loads a config from arguments, environment and a file's content.
func configFrom(t *testing.T, args []string, env map[string]string, file string) (config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	addSettingFlags(flags)
	if file != "" {
		path := filepath.Join(t.TempDir(), "rapporteur.yaml")
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--config", path)
	}
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return loadConfig(flags, func(k string) (string, bool) { v, ok := env[k]; return v, ok })
}

func TestFlagsWinOverEnvironmentOverFileOverDefault(t *testing.T) {
	const file = "log_level: error\n"
	env := map[string]string{"RAPPORTEUR_LOG_LEVEL": "info"}
	for _, test := range []struct {
		name string
		args []string
		env  map[string]string
		file string
		want string
	}{
		{"nothing set", nil, nil, "", ""},
		{"the file", nil, nil, file, "error"},
		{"the environment over the file", nil, env, file, "info"},
		{"the flag over both", []string{"--log-level", "debug"}, env, file, "debug"},
		{"an empty variable is unset", nil, map[string]string{"RAPPORTEUR_LOG_LEVEL": ""}, file, "error"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := configFrom(t, test.args, test.env, test.file)
			if err != nil {
				t.Fatal(err)
			}
			if got := logLevel(&c); got != test.want {
				t.Errorf("log level = %s, want %s", got, test.want)
			}
		})
	}
}

func TestSecretFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"OPENAI_API_KEY_FILE": path}
	c, err := configFrom(t, nil, env, "")
	if err != nil || c.Key != "s3cret" {
		t.Errorf("key = %q, %v; want s3cret", c.Key, err)
	}
	env["OPENAI_API_KEY"] = "other"
	if _, err := configFrom(t, nil, env, ""); err == nil || !strings.Contains(err.Error(), "given twice") {
		t.Errorf("key and key file together: %v, want a mistake", err)
	}
}

func TestSecretsAreTrimmed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte(" s3cret \n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		env  map[string]string
		file string
	}{
		{"the environment", map[string]string{"OPENAI_API_KEY": " s3cret\n"}, ""},
		{"the file of settings", nil, "openai_api_key: '  s3cret '\n"},
		{"a file of its own", map[string]string{"OPENAI_API_KEY_FILE": path}, ""},
		{"a file of its own, beside white space", map[string]string{"OPENAI_API_KEY": " ", "OPENAI_API_KEY_FILE": path}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if c, err := configFrom(t, nil, test.env, test.file); err != nil || c.Key != "s3cret" {
				t.Errorf("key = %q, %v; want s3cret", c.Key, err)
			}
		})
	}
}

func TestAllMistakesAreReportedTogether(t *testing.T) {
	_, err := configFrom(t, []string{"--corpus", "/no/such/folder"},
		map[string]string{"OPENAI_BASE_URL": "localhost", "OPENAI_API_KEY_FILE": "/no/such/key"},
		"log_level: loud\n")
	if err == nil {
		t.Fatal("no mistake found")
	}
	for _, want := range []string{"--corpus", "OPENAI_BASE_URL", "OPENAI_API_KEY_FILE", "log_level"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not mention %s", err, want)
		}
	}
}

func TestUnknownKeyInTheFileIsAMistake(t *testing.T) {
	if _, err := configFrom(t, nil, nil, "corpse: x\n"); err == nil || !strings.Contains(err.Error(), `"corpse"`) {
		t.Errorf("unknown key: %v", err)
	}
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	const secret = "s3cret"
	c, err := configFrom(t, nil, map[string]string{
		"OPENAI_API_KEY":         secret,
		"OPENAI_BASE_URL":        "http://user:" + secret + "@localhost/v1",
		"RAPPORTEUR_EMBED_MODEL": "m",
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.LogValue().String(); strings.Contains(got, secret) {
		t.Errorf("logged settings hold the secret: %s", got)
	}
	for _, address := range []string{"http://" + secret + "@localhost/v1", "http://" + secret + ":@localhost/v1", "http://" + secret + ":x-basic@localhost/v1", "http://localhost/v1?code=" + secret} {
		if got := redacted(address); strings.Contains(got, secret) || !strings.Contains(got, "localhost/v1") {
			t.Errorf("redacted(%q) = %q", address, got)
		}
	}
	// A file that is no YAML may be the key itself.
	if _, err := configFrom(t, nil, nil, secret+"\n- : ["); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("mistake holds the secret: %v", err)
	}
}

// TestReadmeTable holds the README's table of settings to the one in config.go.
func TestReadmeTable(t *testing.T) {
	const begin, end = "<!-- settings: go test ./cmd/rapporteur -update -->\n", "<!-- /settings -->"
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
	want := settingsTable()
	if *update && table != want {
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("README.md's table of settings (-want +got):\n%s", diff)
	}
}

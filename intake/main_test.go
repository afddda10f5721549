package intake_test

import (
	"os"
	"testing"

	"rapporteur/intake"
)

// TestMain lets the test program be the child that reads pages.
func TestMain(m *testing.M) {
	intake.Main()
	os.Exit(m.Run())
}

package valid

import "slices"

const (
	maxThreadName = 100
	maxSlowmode   = 21600 // seconds, six hours
)

// archiveAfter lists the minutes of silence after which a thread may close.
var archiveAfter = []int{60, 1440, 4320, 10080}

func checkThread(r *report, body value) {
	r.filled(body.at("name"), maxThreadName)
	if after := body.at("auto_archive_duration"); after.given() && !slices.Contains(archiveAfter, after.whole(0)) {
		r.add(after.path, "BASE_TYPE_CHOICES", "Value must be one of {60, 1440, 4320, 10080}.")
	}
	r.within(body.at("rate_limit_per_user"), 0, maxSlowmode)
}

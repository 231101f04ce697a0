package secretariat

import (
	"errors"
	"testing"
	_ "time/tzdata" // so that the tests know the same zones everywhere

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
)

func TestAnHourIsResolvedInItsZone(t *testing.T) {
	for _, tt := range []struct{ local, zone, want string }{
		// Kazakhstan went from six hours to five on 1 March 2024.
		{"2024-02-29 18:00", "Asia/Almaty", "2024-02-29T18:00:00+06:00"},
		{"2024-03-01 18:00", "Asia/Almaty", "2024-03-01T18:00:00+05:00"},
		{"2024-02-29T18:00:30", "Asia/Almaty", "2024-02-29T18:00:30+06:00"},
		// That night the clocks showed the hour before midnight twice.
		{"2024-02-29 22:59", "Asia/Almaty", "2024-02-29T22:59:00+06:00"},
		{"2024-02-29 23:30+06:00", "Asia/Almaty", "2024-02-29T23:30:00+06:00"},
		{"2024-02-29 23:30+05:00", "Asia/Almaty", "2024-02-29T23:30:00+05:00"},
		{"2024-03-01 00:00", "Asia/Almaty", "2024-03-01T00:00:00+05:00"},
		{"2024-03-31 01:59", "Europe/Vienna", "2024-03-31T01:59:00+01:00"},
		{"2024-03-31 03:00", "Europe/Vienna", "2024-03-31T03:00:00+02:00"},
		{"2024-10-27 02:30+01:00", "Europe/Vienna", "2024-10-27T02:30:00+01:00"},
		{"2024-10-27 03:00", "Europe/Vienna", "2024-10-27T03:00:00+01:00"},
		// Samoa went over the date line, and had no 30 December 2011.
		{"2011-12-29 12:00", "Pacific/Apia", "2011-12-29T12:00:00-10:00"},
		{"2011-12-31 12:00", "Pacific/Apia", "2011-12-31T12:00:00+14:00"},
		{"2019-11-28 12:00Z", "UTC", "2019-11-28T12:00:00Z"},
		// Half an hour is an hour of its own.
		{"2024-04-07 01:15", "Australia/Lord_Howe", "2024-04-07T01:15:00+11:00"},
	} {
		got, err := Resolve(tt.local, tt.zone)
		if err != nil || got.String() != tt.want {
			t.Errorf("%s %s: %v %v, want %s", tt.local, tt.zone, got, err, tt.want)
		}
	}
	for _, tt := range []struct {
		local, zone string
		code        council.Code
	}{
		{"2024-03-31 02:30", "Europe/Vienna", council.CodeZone},       // skipped
		{"2024-10-27 02:30", "Europe/Vienna", council.CodeZone},       // twice
		{"2024-10-27 02:30+03:00", "Europe/Vienna", council.CodeZone}, // never
		{"2024-02-29 23:30", "Asia/Almaty", council.CodeZone},
		{"2011-12-30 12:00", "Pacific/Apia", council.CodeZone},
		{"2024-04-07 01:45", "Australia/Lord_Howe", council.CodeZone},
		{"2024-02-30 12:00", "Europe/Vienna", council.CodeInstant},
		{"Friday 18:00", "Europe/Vienna", council.CodeInstant},
		{"2024-02-29", "Europe/Vienna", council.CodeInstant},
		{"2024-02-29 18:00", "Local", council.CodeNoSuch},
		{"2024-02-29 18:00", "", council.CodeNoSuch},
		{"2024-02-29 18:00", "../etc/passwd", council.CodeNoSuch},
		{"2024-02-29 18:00", "Alma-Ata", council.CodeNoSuch},
	} {
		got, err := Resolve(tt.local, tt.zone)
		r, ok := errors.AsType[*council.Refusal](err)
		if !ok || r.Faults[0].Code != tt.code || got.Known() {
			t.Errorf("%s %s: %v %v, want %s", tt.local, tt.zone, got, err, tt.code)
		}
	}
}

func TestAnExpiryHasTheOffsetOfItsZone(t *testing.T) {
	for said, ok := range map[string]bool{
		"2024-02-29T18:00:00+06:00": true, "2024-02-29T18:00:00+05:00": false, "2024-03-01T18:00:00+05:00": true, "2024-02-29T12:00:00Z": false,
	} {
		at, err := calendar.ParseWhen(said)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []council.Command{
			&council.PlaceUnderSilence{Expires: council.Deadline{At: at, Zone: "Asia/Almaty"}},
			&council.ExtendSilence{Expires: council.Deadline{At: at, Zone: "Asia/Almaty"}},
			&council.OpenAcceptance{From: council.Deadline{At: at, Zone: "Asia/Almaty"}},
			&council.OpenAcceptance{Ends: council.Deadline{At: at, Zone: "Asia/Almaty"}},
		} {
			if err := inZone(c); (err == nil) != ok {
				t.Errorf("%s: %v", said, err)
			}
		}
	}
	if err := inZone(&council.ExtendSilence{}); err != nil {
		t.Error(err)
	}
}

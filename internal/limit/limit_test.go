package limit

import (
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestWhoAsksTooOftenWaits(t *testing.T) {
	b := New(Rate{Burst: 3, Every: 10 * time.Second}, 100)
	at := noon
	for i, tt := range []struct {
		after time.Duration
		wait  time.Duration
		first bool
	}{
		{0, 0, false}, {0, 0, false}, {0, 0, false}, // the burst
		{0, 10 * time.Second, true}, {4 * time.Second, 6 * time.Second, false}, // told once
		{6 * time.Second, 0, false}, {0, 10 * time.Second, false},
		{time.Minute, 0, false}, {0, 0, false}, {0, 0, false}, {0, 10 * time.Second, true}, // full again, and no fuller
	} {
		at = at.Add(tt.after)
		if v := b.Take("x", at); v.Wait != tt.wait || v.First != tt.first {
			t.Errorf("request %d: %+v, want %+v", i, v, tt)
		}
	}
	if v := b.Take("y", at); v.Wait != 0 {
		t.Errorf("another name waits %v", v.Wait)
	}
}

func TestWhatIsPutBackIsThereAgain(t *testing.T) {
	b := New(Rate{Burst: 1, Every: time.Minute}, 100)
	for range 20 {
		if v := b.Take("x", noon); v.Wait != 0 {
			t.Fatalf("waits %v", v.Wait)
		}
		b.Back("x")
	}
	b.Back("nobody")
}

func TestNoMoreNamesAreKeptThanItWasTold(t *testing.T) {
	b := New(Rate{Burst: 2, Every: time.Hour}, 50)
	for i := range 10_000 {
		b.Take(fmt.Sprint(i), noon)
		if n := b.Len(); n > 50 {
			t.Fatalf("%d names are kept", n)
		}
	}
	b.Take("late", noon.Add(24*time.Hour)) // all others are full again
	if n := b.Len(); n != 1 {
		t.Errorf("%d names are kept after a day", n)
	}
}

func TestManyAtOnceTakeNoMoreThanThereIs(t *testing.T) {
	b := New(Rate{Burst: 7, Every: time.Hour}, 50)
	var passed atomic.Int64
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if b.Take("x", noon).Wait == 0 {
				passed.Add(1)
			}
		})
	}
	all.Wait()
	if n := passed.Load(); n != 7 {
		t.Errorf("%d passed, want 7", n)
	}
}

func TestANetworkIsAnAddressOrTheFirst64Bits(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::1": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64",
	} {
		if got := Network(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is of %q, want %q", address, got, want)
		}
	}
}

func TestAWaitIsSaidInWholeSeconds(t *testing.T) {
	for w, want := range map[time.Duration]int64{0: 1, time.Millisecond: 1, time.Second: 1, 1500 * time.Millisecond: 2, time.Minute: 60} {
		if got := Wait(w).Seconds(); got != want {
			t.Errorf("%v: %d s, want %d", w, got, want)
		}
	}
	if got := Wait(90 * time.Second).Error(); got != "too often: wait 90 s" {
		t.Error(got)
	}
}

// Command silence resolves a hundred thousand deadlines, said as an hour in a zone,
// across changes to summer time and reforms of zones, runs the silence of each to
// its end, and holds every instant against another computation: a walk over the
// seconds at which the zone changed, made once for each zone.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"sort"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/secretariat"
)

// zones are where clocks were changed, by law or by season, most of them oddly.
func zones() []string {
	return []string{
		"Asia/Almaty", "Asia/Qyzylorda", "Asia/Bishkek", "Asia/Dushanbe", "Europe/Moscow", "Europe/Minsk", "Asia/Yerevan", "Asia/Tashkent",
		"Europe/Vienna", "Europe/Brussels", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "America/Caracas", "Africa/Casablanca",
		"Asia/Pyongyang", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "Antarctica/Troll", "Asia/Gaza", "Europe/Volgograd", "UTC",
	}
}

func main() {
	n := flag.Int("n", 100_000, "silences")
	limit := flag.Duration("limit", time.Minute, "time in which they are to be done")
	flag.Parse()
	if err := run(*n, *limit); err != nil {
		fmt.Fprintln(os.Stderr, "silence:", err)
		os.Exit(1)
	}
}

func run(n int, limit time.Duration) error {
	chance := rand.New(rand.NewPCG(1, 2))
	from := time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)
	span := int64(time.Date(2037, 1, 1, 0, 0, 0, 0, time.UTC).Sub(from) / time.Second)
	var walks []walk
	for _, z := range zones() {
		w, err := walked(z, from.Add(-72*time.Hour), span+2*72*3600)
		if err != nil {
			return err
		}
		walks = append(walks, w)
	}
	began := time.Now()
	var took time.Duration
	wrong, skipped, twice := 0, 0, 0
	for i := range n {
		w := walks[chance.IntN(len(walks))]
		wall := from.Unix() + chance.Int64N(span)
		if len(w.changes) > 0 && i%2 == 0 { // half of them close to a change
			c := w.changes[chance.IntN(len(w.changes))]
			wall = c.at + int64(c.before) + chance.Int64N(4*3600) - 2*3600
		}
		want := w.instants(wall)
		local := time.Unix(wall, 0).UTC().Format("2006-01-02 15:04:05")
		start := time.Now()
		got, err := secretariat.Resolve(local, w.name)
		ok := runs(got, w.name, err)
		took += time.Since(start)
		at, is := got.Time()
		switch {
		case len(want) == 0:
			skipped++
			ok = refused(err)
		case len(want) > 1:
			twice++
			ok = refused(err)
		default:
			ok = ok && err == nil && is && at.Unix() == want[0]
		}
		if !ok {
			wrong++
			fmt.Printf("%s in %s: %v %v, want %v\n", local, w.name, got, err, want)
		}
	}
	fmt.Printf("%d silences in %d zones: %d wrong, %d at an hour that was skipped, %d at one that came twice\n", n, len(walks), wrong, skipped, twice)
	fmt.Printf("%v for all, %v with the other computation; %v each\n", took.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), took/time.Duration(n))
	if wrong > 0 || took > limit {
		return fmt.Errorf("%d wrong, %v where %v is the limit", wrong, took, limit)
	}
	return nil
}

func refused(err error) bool {
	r, ok := errors.AsType[*council.Refusal](err)
	return ok && r.Faults[0].Code == council.CodeZone
}

// runs takes a silence that ends at an instant through its moves: it is broken a
// second before and not at it, and expires at it and not a second before.
func runs(end calendar.When, zone string, err error) bool {
	at, ok := end.Time()
	if err != nil || !ok {
		return err != nil
	}
	_, offset := at.Zone()
	c, err := procedure.Course{Members: []procedure.Member{"kz"}}.Take(procedure.Turn{
		Move: procedure.Propose, At: at.Add(-72 * time.Hour), Expiry: at.UTC(), Zone: zone, Offset: offset,
	})
	if err != nil {
		return false
	}
	_, inTime := c.Take(procedure.Turn{Move: procedure.Break, At: at.Add(-time.Second), Member: "kz"})
	_, late := c.Take(procedure.Turn{Move: procedure.Break, At: at, Member: "kz"})
	_, early := c.Take(procedure.Turn{Move: procedure.Expire, At: at.Add(-time.Second)})
	_, due := c.Take(procedure.Turn{Move: procedure.Expire, At: at})
	return inTime == nil && late != nil && early != nil && due == nil
}

// A walk is every change of a zone's offset in a span of time, found by looking at
// each half hour and then by halves.
type walk struct {
	name    string
	first   int // offset at the beginning
	changes []change
}

type change struct {
	at            int64 // the first second of the new offset
	before, after int
}

func walked(zone string, from time.Time, seconds int64) (walk, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return walk{}, err
	}
	offset := func(unix int64) int {
		_, o := time.Unix(unix, 0).In(loc).Zone()
		return o
	}
	const step = 1800
	w := walk{name: zone, first: offset(from.Unix())}
	for t := from.Unix(); t < from.Unix()+seconds; t += step {
		a, b := offset(t), offset(t+step)
		if a == b {
			continue
		}
		n := sort.Search(step, func(i int) bool { return offset(t+int64(i)) != a })
		w.changes = append(w.changes, change{t + int64(n), a, b})
	}
	return w, nil
}

// instants returns the seconds at which the zone's clocks showed wall: in each
// stretch of one offset there is at most one.
func (w walk) instants(wall int64) (found []int64) {
	for i := -1; i < len(w.changes); i++ {
		offset, since := w.first, int64(-1<<62)
		if i >= 0 {
			offset, since = w.changes[i].after, w.changes[i].at
		}
		until := int64(1 << 62)
		if i+1 < len(w.changes) {
			until = w.changes[i+1].at
		}
		if at := wall - int64(offset); at >= since && at < until {
			found = append(found, at)
		}
	}
	return found
}

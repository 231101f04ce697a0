// Package publish makes files to take away from views: one archive of a whole
// session, with every text, every fact as data, and a proof for every entry.
//
// It reads views and never the state, so nothing is in a file that its reader
// may not read on a page.
package publish

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/register"
)

// A Keeper has the bytes that an archive needs beside the views.
type Keeper interface {
	// Proof returns the proof file of an entry.
	Proof(ctx context.Context, place register.Place) ([]byte, error)
	// Between returns the entries that the later of two entries about one thing
	// follows from, one through the other, down to the earlier one.
	Between(ctx context.Context, earlier, later register.Place) ([]register.Place, error)
	// Text returns the bytes of a text by their hash.
	Text(ctx context.Context, hash string) ([]byte, error)
	// Checkpoint returns the signed checkpoint that the proofs stand under.
	Checkpoint(ctx context.Context) ([]byte, error)
}

// about is the first file that a reader opens. What it says is true of every
// archive, so that two archives of one record are the same bytes.
const about = `This archive is one session of a council of states, taken from its register.

session.json       the session with all that belongs to it
NOUN/ID.json       each thing of the session that has a page, as data
texts/HASH.txt     texts, under the SHA-256 of their bytes
proofs/N.proof.json  that entry N stands in the register, unchanged
checkpoint, key    the signed state of the register, and the key of its depositary

To check a proof, get the key from the council in another way as well, compare,
and run: chancery verify -key KEY proofs/N.proof.json
`

// Session writes the archive of a session as the room's readers may have it; key is
// the public key of the depositary. The same record gives the same bytes.
func Session(ctx context.Context, w io.Writer, room *reading.Room, id council.ID, key string, k Keeper) error {
	whole, err := room.Whole(id)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	if err := put(z, "README.txt", []byte(about)); err != nil {
		return err
	}
	for i, t := range whole.Things {
		name := fmt.Sprintf("%s/%s.json", t.Noun, t.ID)
		if i == 0 {
			name = "session.json"
		}
		if !slices.Contains(reading.Views(), string(t.Noun)) {
			continue // shown on the page of what it belongs to
		}
		b, err := room.View(string(t.Noun), string(t.ID))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		var out bytes.Buffer
		if err := json.Indent(&out, b, "", "  "); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := put(z, name, append(out.Bytes(), '\n')); err != nil {
			return err
		}
	}
	if err := beside(ctx, z, whole, k); err != nil {
		return err
	}
	if err := put(z, "key", []byte(key+"\n")); err != nil {
		return err
	}
	return z.Close()
}

// beside writes what lies beside the views.
func beside(ctx context.Context, z *zip.Writer, whole reading.Whole, k Keeper) error {
	done := map[string]bool{} // one text may lie beside two things
	for _, t := range whole.Texts {
		name := "texts/" + t.Facts.Hash + ".txt"
		if done[name] {
			continue
		}
		done[name] = true
		b, err := k.Text(ctx, t.Facts.Hash)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := put(z, name, b); err != nil {
			return err
		}
	}
	entries := whole.Entries
	for _, gap := range whole.Gaps {
		more, err := k.Between(ctx, gap.After, gap.Before)
		if err != nil {
			return fmt.Errorf("entries between %d and %d: %w", gap.After, gap.Before, err)
		}
		entries = append(entries, more...)
	}
	slices.Sort(entries)
	for _, place := range entries {
		name := fmt.Sprintf("proofs/%d.proof.json", place)
		b, err := k.Proof(ctx, place)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := put(z, name, b); err != nil {
			return err
		}
	}
	checkpoint, err := k.Checkpoint(ctx)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return put(z, "checkpoint", checkpoint)
}

// epoch is the date of every file in an archive: the first that the format has.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func put(z *zip.Writer, name string, b []byte) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if _, err := f.Write(b); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

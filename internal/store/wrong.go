package store

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// A WrongError names the first place at which what is stored does not fit.
type WrongError struct {
	Table string // of the database; "file" when the database file itself is damaged
	Place int64  // of the entry, number of the tile, or size of the checkpoint or head; -1 where the table has no order
	What  string
}

// Error names table, place and what is wrong there.
func (e *WrongError) Error() string {
	if e.Place < 0 {
		return fmt.Sprintf("%s: %s", e.Table, e.What)
	}
	return fmt.Sprintf("%s %d: %s", e.Table, e.Place, e.What)
}

// sum is the CRC-32C of a row's columns, each with its length before it. It stands
// in the rows that no hash of the tree covers, so that Check finds a bit that the
// disk flipped. It does not resist a person, who can compute it as well.
func sum(columns ...[]byte) int64 {
	table := crc32.MakeTable(crc32.Castagnoli)
	var c uint32
	length := make([]byte, 8)
	for _, col := range columns {
		binary.BigEndian.PutUint64(length, uint64(len(col)))
		c = crc32.Update(crc32.Update(c, table, length), table, col)
	}
	return int64(c)
}

// number is the form in which sum covers an integer.
func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// sum covers every column of the order's row.
func (o *Order) sum() int64 {
	return sum([]byte(o.Actor), []byte(o.Key), o.Digest[:], number(int64(o.From)), number(int64(o.To)), o.Result)
}

// Package campaign breaks a register on purpose and looks at what is left: the
// process killed while many write, the disk failing, bits flipped, an old backup
// put back. It is tests only; campaign.bash runs them at length.
package campaign

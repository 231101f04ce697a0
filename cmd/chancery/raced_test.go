//go:build race

package main

// raced says that the race detector runs, with which everything takes many times as
// long: the matrix is then thinner.
const raced = true

package main
import ("testing";"context";"os")
func BenchmarkStart(b *testing.B){
 dir:=os.Getenv("REG")
 if _,err:=os.Stat(dir); err!=nil { n:=100000; if os.Getenv("N")=="1e6" {n=1000000}; if os.Getenv("N")=="1e4"{n=10000}; if err:=fill(context.Background(),dir,n);err!=nil{b.Fatal(err)}}
 b.ResetTimer()
 for b.Loop(){ if err:=start(context.Background(),dir);err!=nil{b.Fatal(err)}}
}

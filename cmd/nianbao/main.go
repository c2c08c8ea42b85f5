// Command nianbao normalises, repairs and renders annual reports on open
// government information (政府信息公开工作年度报告).
package main

func main() {}

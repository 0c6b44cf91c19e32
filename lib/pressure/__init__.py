"""pressure"""
